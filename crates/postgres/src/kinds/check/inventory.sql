SELECT 'pg_constraint'::regclass, c.oid, 0, NULL, NULL, pg_get_constraintdef(c.oid),
    format('ALTER TABLE %s DROP CONSTRAINT %I', r.oid::regclass, c.conname)
FROM pg_constraint c JOIN ours r ON r.oid = c.conrelid
WHERE c.contype = 'c'
