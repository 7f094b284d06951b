SELECT 'pg_type'::regclass, t.oid, 0, ARRAY[s.nspname, t.typname], NULL, pg_get_expr(t.typdefaultbin, 0), format('ALTER DOMAIN %s DROP DEFAULT', t.oid::regtype)
FROM pg_type t JOIN scope s ON s.oid = t.typnamespace
WHERE t.typtype = 'd' AND t.typdefaultbin IS NOT NULL
