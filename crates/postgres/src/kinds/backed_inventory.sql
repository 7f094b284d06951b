SELECT 'pg_constraint'::regclass, c.oid, 0, NULL, NULL,
    concat_ws(' ', pg_get_constraintdef(c.oid), i.reloptions, nullif(i.reltablespace, 0), CASE WHEN x.indisclustered THEN 'CLUSTER' END),
    format('ALTER TABLE %s DROP CONSTRAINT %I', r.oid::regclass, c.conname)
FROM pg_constraint c JOIN ours r ON r.oid = c.conrelid JOIN pg_class i ON i.oid = c.conindid JOIN pg_index x ON x.indexrelid = c.conindid
