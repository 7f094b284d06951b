SELECT 'pg_collation'::regclass, c.oid, 0, NULL, NULL,
    to_jsonb(c) - '{oid,collnamespace,collowner,collversion}'::text[], NULL
FROM pg_collation c JOIN scope s ON s.oid = c.collnamespace
