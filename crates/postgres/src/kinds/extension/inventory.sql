SELECT 'pg_extension'::regclass, e.oid, 0, NULL, NULL, '', NULL
FROM pg_extension e
