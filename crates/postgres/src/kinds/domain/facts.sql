SELECT 'domain not null', 'pg_type'::regclass, t.oid, 0, NULL, format('ALTER DOMAIN %s SET NOT NULL', t.oid::regtype),
    format('ALTER DOMAIN %s DROP NOT NULL', t.oid::regtype)
FROM pg_type t JOIN scope s ON s.oid = t.typnamespace
WHERE t.typtype = 'd' AND t.typnotnull
