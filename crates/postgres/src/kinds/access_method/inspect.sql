-- in pg_am
SELECT 'pg_am'::regclass::oid, m.oid, 0, 0, json_build_object(
    'name', m.amname,
    'kind', m.amtype,
    'handler', quote_ident(fn.nspname) || '.' || quote_ident(f.proname))
FROM pg_am m
JOIN pg_proc f ON f.oid = m.amhandler
JOIN pg_namespace fn ON fn.oid = f.pronamespace
WHERE m.oid >= 16384
  AND NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_am'::regclass AND e.objid = m.oid)
