-- in pg_constraint c
SELECT 'pg_constraint'::regclass::oid, con.oid, 0, 0,
    CASE WHEN con.convalidated AND con.conislocal AND con.coninhcount = 0 AND NOT t.relispartition AND NOT con.connoinherit
        {{18: AND con.conenforced | }}
    THEN json_build_array(t.nspname, t.relname, con.conname, concat('CHECK (', pg_get_expr(con.conbin, con.conrelid), ')'))
    ELSE json_build_object(
    'schema', t.nspname,
    'table', t.relname,
    'name', con.conname,
    'definition', concat('CHECK (', pg_get_expr(con.conbin, con.conrelid), ')',
        CASE WHEN con.connoinherit THEN ' NO INHERIT' END{{18: , CASE WHEN NOT con.conenforced THEN ' NOT ENFORCED' END | }}),
    'validated', con.convalidated,
    'local', con.conislocal,
    'inherited', con.coninhcount > 0,
    'in_partition', t.relispartition) END
FROM tables t
JOIN pg_constraint con ON con.conrelid = t.oid AND con.contype = 'c'
