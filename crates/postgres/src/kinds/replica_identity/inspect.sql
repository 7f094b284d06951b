-- if EXISTS (SELECT FROM pg_class WHERE relkind IN ('r', 'p') AND relreplident <> 'd' AND oid >= 16384)
SELECT 0, 0, 0, 0, json_build_object(
    'schema', t.nspname,
    'table', t.relname,
    'mode', t.relreplident,
    'index', i.relname,
    'kind', (SELECT con.contype FROM pg_constraint con WHERE con.conindid = i.oid AND con.conrelid = t.oid
             AND con.contype IN ('p', 'u', 'x')))
FROM tables t
LEFT JOIN pg_index x ON x.indrelid = t.oid AND x.indisreplident AND t.relreplident = 'i'
LEFT JOIN pg_class i ON i.oid = x.indexrelid
WHERE t.relreplident <> 'd' AND t.relkind <> 'f'
