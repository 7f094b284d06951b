SELECT 'pg_attrdef'::regclass, d.oid, 0, NULL, NULL, pg_get_expr(d.adbin, d.adrelid),
    format('ALTER TABLE ONLY %s ALTER COLUMN %I DROP DEFAULT', r.oid::regclass, a.attname)
FROM pg_attrdef d JOIN ours r ON r.oid = d.adrelid JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
WHERE r.relkind IN ('r', 'p', 'f') AND a.attgenerated = ''
