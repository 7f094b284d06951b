-- in pg_ts_dict
SELECT 'pg_ts_dict'::regclass::oid, d.oid, 0, 0, json_build_object(
    'schema', n.nspname,
    'name', d.dictname,
    'template', quote_ident(tn.nspname) || '.' || quote_ident(t.tmplname),
    'options', coalesce(d.dictinitoption, ''))
FROM pg_ts_dict d
JOIN mine n ON n.oid = d.dictnamespace
JOIN pg_ts_template t ON t.oid = d.dicttemplate
JOIN pg_namespace tn ON tn.oid = t.tmplnamespace
WHERE d.oid >= 16384
  AND NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_ts_dict'::regclass AND e.objid = d.oid)
