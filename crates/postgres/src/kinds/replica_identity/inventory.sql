SELECT 'pg_class'::regclass, r.oid, 0, ARRAY[s.nspname, r.relname], NULL, concat_ws(' ', r.relreplident,
        (SELECT x.indexrelid::regclass FROM pg_index x WHERE x.indrelid = r.oid AND x.indisreplident AND r.relreplident = 'i')),
    format('ALTER TABLE %s REPLICA IDENTITY DEFAULT', r.oid::regclass)
FROM ours r JOIN scope s ON s.oid = r.relnamespace
WHERE r.relkind IN ('r', 'p') AND r.relreplident <> 'd'
