SELECT 'pg_class'::regclass, q.oid, 0, ARRAY[s.nspname, r.relname, a.attname], NULL, q.oid::regclass,
    format('ALTER TABLE %s ALTER COLUMN %I DROP IDENTITY', r.oid::regclass, a.attname)
FROM pg_attribute a JOIN ours r ON r.oid = a.attrelid JOIN scope s ON s.oid = r.relnamespace
JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = r.oid AND d.refobjsubid = a.attnum
    AND d.classid = 'pg_class'::regclass AND d.deptype = 'i'
JOIN pg_class q ON q.oid = d.objid
WHERE a.attidentity <> ''
