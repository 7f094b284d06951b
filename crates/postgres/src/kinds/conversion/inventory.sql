SELECT 'pg_conversion'::regclass, c.oid, 0, NULL, NULL, to_jsonb(c) - '{oid,connamespace,conowner}'::text[], NULL
FROM pg_conversion c JOIN scope s ON s.oid = c.connamespace
