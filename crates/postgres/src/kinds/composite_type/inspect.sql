-- in pg_class c
SELECT 'pg_type'::regclass::oid, c.reltype, 0, 0, json_build_object(
    'schema', n.nspname,
    'name', c.relname,
    'attributes', (
        SELECT coalesce(json_agg(json_build_object(
            'name', a.attname,
            'type', format_type(a.atttypid, a.atttypmod),
            'collation', CASE WHEN a.attcollation <> ty.typcollation THEN (
                SELECT quote_ident(cn.nspname) || '.' || quote_ident(co.collname)
                FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = a.attcollation) END,
            'number', a.attnum) ORDER BY a.attnum), '[]')
        FROM pg_attribute a JOIN pg_type ty ON ty.oid = a.atttypid
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))
FROM pg_class c
JOIN mine n ON n.oid = c.relnamespace
WHERE c.relkind = 'c'
  AND NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_type'::regclass AND e.objid = c.reltype)
