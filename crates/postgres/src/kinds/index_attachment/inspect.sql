-- in pg_class I
SELECT 0, 0, 0, 0, json_build_object(
    'schema', cn.nspname,
    'index', c.relname,
    'table', ct.relname,
    'kind', (SELECT con.contype FROM pg_constraint con WHERE con.conindid = c.oid AND con.conrelid = x.indrelid
             AND con.contype IN ('p', 'u', 'x') LIMIT 1),
    'parent_schema', pn.nspname,
    'parent', p.relname,
    'parent_table', pt.relname,
    'parent_kind', (SELECT con.contype FROM pg_constraint con WHERE con.conindid = p.oid AND con.conrelid = px.indrelid
                    AND con.contype IN ('p', 'u', 'x') LIMIT 1))
FROM pg_inherits h
JOIN pg_class c ON c.oid = h.inhrelid AND c.relkind IN ('i', 'I')
JOIN pg_index x ON x.indexrelid = c.oid
JOIN tables ct ON ct.oid = x.indrelid
JOIN pg_namespace cn ON cn.oid = c.relnamespace
JOIN pg_class p ON p.oid = h.inhparent
JOIN pg_index px ON px.indexrelid = p.oid
JOIN pg_class pt ON pt.oid = px.indrelid
JOIN pg_namespace pn ON pn.oid = p.relnamespace
