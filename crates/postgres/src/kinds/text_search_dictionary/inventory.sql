SELECT 'pg_ts_dict'::regclass, d.oid, 0, NULL, NULL, concat_ws(' ', n.nspname, t.tmplname, d.dictinitoption), NULL
FROM pg_ts_dict d JOIN scope s ON s.oid = d.dictnamespace
JOIN pg_ts_template t ON t.oid = d.dicttemplate JOIN pg_namespace n ON n.oid = t.tmplnamespace
