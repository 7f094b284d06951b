-- in pg_attrdef
SELECT 'pg_attrdef'::regclass::oid, d.oid, 0, 0, json_build_array(
    d.adrelid::bigint,
    d.adnum,
    -- Without a relation: a default has no columns in it, and opening the table would take most of the time.
    pg_get_expr(d.adbin, 0))
FROM pg_attrdef d
WHERE d.adrelid IN (SELECT t.oid FROM tables t)
  AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attgenerated <> '' AND a.attrelid = d.adrelid AND a.attnum = d.adnum)
