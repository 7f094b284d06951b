SELECT 'body', 'pg_proc'::regclass, p.oid, 0, NULL, pg_get_functiondef(p.oid), ''
FROM pg_proc p JOIN scope s ON s.oid = p.pronamespace
WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i')
