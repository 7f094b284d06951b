-- in pg_foreign_server
SELECT 'pg_foreign_server'::regclass::oid, s.oid, 0, 0, json_build_object(
    'name', s.srvname,
    'wrapper', w.fdwname,
    'type', s.srvtype,
    'version', s.srvversion,
    'options', {{foreign_options: s.srvoptions}})
FROM pg_foreign_server s
JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
WHERE NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_foreign_server'::regclass AND e.objid = s.oid)
