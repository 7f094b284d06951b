SELECT 'pg_attrdef'::regclass::oid, d.oid, 0, 0, json_build_object(
    'schema', t.nspname,
    'table', t.relname,
    'column', a.attname,
    'expression', pg_get_expr(d.adbin, d.adrelid),
    'has_children', t.relhassubclass)
FROM pg_attrdef d
JOIN tables t ON t.oid = d.adrelid
JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum AND a.attgenerated = ''
