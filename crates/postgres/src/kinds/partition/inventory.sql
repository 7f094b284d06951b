SELECT 'pg_class'::regclass, r.oid, 0, ARRAY[s.nspname, r.relname], NULL,
    concat_ws(' ', h.inhparent::regclass, pg_get_expr(r.relpartbound, r.oid)),
    format('ALTER TABLE %s DETACH PARTITION %s', h.inhparent::regclass, r.oid::regclass)
FROM ours r JOIN scope s ON s.oid = r.relnamespace JOIN pg_inherits h ON h.inhrelid = r.oid
WHERE r.relispartition AND r.relkind IN ('r', 'p', 'f')
