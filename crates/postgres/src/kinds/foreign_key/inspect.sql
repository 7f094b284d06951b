SELECT 'pg_constraint'::regclass::oid, con.oid, 0, 0, json_build_object(
    'schema', t.nspname,
    'table', t.relname,
    'name', con.conname,
    'definition', regexp_replace(
        regexp_replace(pg_get_constraintdef(con.oid), ' NOT VALID$', ''), ' DEFERRABLE( INITIALLY DEFERRED)?$', ''),
    'deferrable', con.condeferrable,
    'deferred', con.condeferred,
    'validated', con.convalidated,
    'target_schema', fn.nspname,
    'target', f.relname)
FROM tables t
JOIN pg_constraint con ON con.conrelid = t.oid AND con.contype = 'f'
     -- A partition's copy of its parent's constraint is the parent's.
     AND con.conparentid = 0
JOIN pg_class f ON f.oid = con.confrelid
JOIN pg_namespace fn ON fn.oid = f.relnamespace
