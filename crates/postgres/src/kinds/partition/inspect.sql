-- in pg_class p
SELECT 0, 0, 0, 0, json_build_object(
    'schema', t.nspname,
    'table', t.relname,
    'parent_schema', pn.nspname,
    'parent', p.relname,
    'bound', pg_get_expr(t.relpartbound, t.oid),
    'referenced', EXISTS (SELECT FROM pg_constraint con WHERE con.confrelid = p.oid AND con.contype = 'f'))
FROM tables t
JOIN pg_inherits h ON h.inhrelid = t.oid
JOIN pg_class p ON p.oid = h.inhparent
JOIN pg_namespace pn ON pn.oid = p.relnamespace
WHERE t.relispartition
