-- in pg_inherits
SELECT 0, 0, 0, 0, json_build_object(
    'schema', t.nspname,
    'table', t.relname,
    'parent_schema', pn.nspname,
    'parent', p.relname,
    'position', h.inhseqno)
FROM tables t
JOIN pg_inherits h ON h.inhrelid = t.oid
JOIN pg_class p ON p.oid = h.inhparent
JOIN pg_namespace pn ON pn.oid = p.relnamespace
WHERE NOT t.relispartition
