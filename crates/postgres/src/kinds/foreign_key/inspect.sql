-- in pg_constraint f
SELECT 'pg_constraint'::regclass::oid, con.oid, 0, 0,
    CASE WHEN x.plain AND con.convalidated AND NOT con.condeferrable
    THEN json_build_array(t.nspname, t.relname, con.conname, fn.nspname, f.relname, json_build_array(
        con.conrelid::bigint, con.conkey, con.confrelid::bigint, con.confkey, con.confupdtype, con.confdeltype))
    ELSE json_build_object(
    'schema', t.nspname,
    'table', t.relname,
    'name', con.conname,
    -- A plain one is put together from its columns: (own table, its columns, other table, its columns).
    'plain', CASE WHEN x.plain THEN json_build_array(
        con.conrelid::bigint, con.conkey, con.confrelid::bigint, con.confkey, con.confupdtype, con.confdeltype) END,
    'definition', CASE WHEN x.plain THEN '' ELSE regexp_replace(regexp_replace(
        pg_get_constraintdef(con.oid), ' NOT VALID$', ''), ' DEFERRABLE( INITIALLY DEFERRED)?$', '') END,
    'deferrable', con.condeferrable,
    'deferred', con.condeferred,
    'validated', con.convalidated,
    'target_schema', fn.nspname,
    'target', f.relname) END
FROM tables t
JOIN pg_constraint con ON con.conrelid = t.oid AND con.contype = 'f'
     -- A partition's copy of its parent's constraint is the parent's.
     AND con.conparentid = 0
JOIN pg_class f ON f.oid = con.confrelid
JOIN pg_namespace fn ON fn.oid = f.relnamespace
CROSS JOIN LATERAL (SELECT con.confmatchtype = 's' {{15: AND con.confdelsetcols IS NULL | }}
    {{18: AND NOT con.conperiod AND con.conenforced | }} AS plain) x
