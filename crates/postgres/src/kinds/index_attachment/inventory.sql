SELECT 'pg_class'::regclass, i.oid, 0, NULL, NULL, h.inhparent::regclass, ''
FROM pg_inherits h JOIN ours i ON i.oid = h.inhrelid
WHERE i.relkind IN ('i', 'I')
