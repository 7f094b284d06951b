SELECT 'extension schema', 'pg_extension'::regclass, e.oid, 0, NULL,
    format('ALTER EXTENSION %I SET SCHEMA %s', e.extname, e.extnamespace::regnamespace), ''
FROM pg_extension e
WHERE e.extrelocatable
