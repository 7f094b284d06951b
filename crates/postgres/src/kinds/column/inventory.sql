SELECT 'pg_class'::regclass, r.oid, a.attnum, NULL, NULL, concat_ws(' ', format_type(a.atttypid, a.atttypmod),
        'COLLATE ' || CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END,
        CASE WHEN a.attgenerated <> '' THEN concat('GENERATED AS ', a.attgenerated, pg_get_expr(d.adbin, d.adrelid)) END),
    format('ALTER TABLE %s DROP COLUMN %I', r.oid::regclass, a.attname)
FROM pg_attribute a JOIN ours r ON r.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE r.relkind IN ('r', 'p', 'f') AND a.attnum > 0 AND NOT a.attisdropped
