SELECT 'pg_namespace'::regclass::oid, n.oid, 0, 0, json_build_object('name', n.nspname)
FROM mine n
WHERE NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_namespace'::regclass AND e.objid = n.oid)
