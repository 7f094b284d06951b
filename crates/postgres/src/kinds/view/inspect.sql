-- in pg_class v
SELECT 'pg_class'::regclass::oid, c.oid, 0, 0, json_build_object(
    'schema', n.nspname,
    'name', c.relname,
    'columns', (
        SELECT coalesce(json_agg(json_build_object(
            'name', a.attname,
            'type', format_type(a.atttypid, a.atttypmod),
            'collation', nullif(a.attcollation, 0)::regcollation::text,
            'default', pg_get_expr(d.adbin, 0)) ORDER BY a.attnum), '[]')
        FROM pg_attribute a
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attrelid = c.oid AND a.attnum > 0),
    'options', coalesce(c.reloptions, '{}'),
    'definition', pg_get_viewdef(c.oid))
FROM pg_class c
JOIN mine n ON n.oid = c.relnamespace
WHERE c.relkind = 'v' AND c.relpersistence <> 't'
  AND NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid)
