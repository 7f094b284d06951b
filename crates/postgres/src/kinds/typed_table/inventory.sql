SELECT 'pg_class'::regclass, r.oid, 0, ARRAY[s.nspname, r.relname], NULL, r.reloftype::regtype,
    format('ALTER TABLE %s NOT OF', r.oid::regclass)
FROM ours r JOIN scope s ON s.oid = r.relnamespace
WHERE r.reloftype <> 0
