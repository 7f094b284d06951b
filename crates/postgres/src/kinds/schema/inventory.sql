SELECT 'pg_namespace'::regclass, s.oid, 0, NULL, NULL, '', NULL
FROM scope s
