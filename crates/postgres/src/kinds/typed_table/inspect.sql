-- in pg_class c
SELECT 0, 0, 0, 0, json_build_object(
    'schema', t.nspname,
    'table', t.relname,
    'type_schema', n.nspname,
    'type', ty.typname,
    'columns', (SELECT coalesce(json_agg(a.attname ORDER BY a.attnum), '[]') FROM pg_attribute a
                WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped))
FROM tables t
JOIN pg_type ty ON ty.oid = t.reloftype
JOIN pg_namespace n ON n.oid = ty.typnamespace
WHERE t.reloftype <> 0
