SELECT 'pg_constraint'::regclass::oid, con.oid, 0, 0, json_build_object(
    'schema', t.nspname,
    'table', t.relname,
    'name', con.conname,
    'definition', concat('CHECK (', pg_get_expr(con.conbin, con.conrelid), ')',
        CASE WHEN con.connoinherit THEN ' NO INHERIT' END{{18: , CASE WHEN NOT con.conenforced THEN ' NOT ENFORCED' END | }}),
    'validated', con.convalidated,
    'local', con.conislocal,
    'inherited', con.coninhcount > 0,
    'in_partition', t.relispartition)
FROM tables t
JOIN pg_constraint con ON con.conrelid = t.oid AND con.contype = 'c'
