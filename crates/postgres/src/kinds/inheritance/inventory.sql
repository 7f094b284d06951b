SELECT 'pg_class'::regclass, r.oid, 0, ARRAY[s.nspname, r.relname, n.nspname, p.relname], NULL, '',
    format('ALTER TABLE %s NO INHERIT %s', r.oid::regclass, p.oid::regclass)
FROM pg_inherits h JOIN ours r ON r.oid = h.inhrelid JOIN scope s ON s.oid = r.relnamespace
JOIN pg_class p ON p.oid = h.inhparent JOIN pg_namespace n ON n.oid = p.relnamespace
WHERE r.relkind IN ('r', 'f') AND NOT r.relispartition
