SELECT 'pg_class'::regclass, r.oid, 0, NULL, NULL, concat_ws(' ', pg_get_viewdef(r.oid), r.reloptions, (
        SELECT string_agg(concat_ws(' ', format_type(a.atttypid, a.atttypmod), pg_get_expr(d.adbin, d.adrelid)), ', ' ORDER BY a.attnum)
        FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attrelid = r.oid AND a.attnum > 0)), NULL
FROM ours r
WHERE r.relkind = 'v'
