SELECT 'pg_constraint'::regclass, c.oid, 0, ARRAY[s.nspname, t.typname, c.conname], NULL, pg_get_constraintdef(c.oid),
    format('ALTER DOMAIN %s DROP CONSTRAINT %I', t.oid::regtype, c.conname)
FROM pg_constraint c JOIN pg_type t ON t.oid = c.contypid JOIN scope s ON s.oid = t.typnamespace
WHERE c.contype = 'c'
