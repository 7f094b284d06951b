-- in pg_class r, pg_class p, pg_class f
SELECT 'pg_class'::regclass::oid, t.oid, 0, 0,
    CASE WHEN t.relkind = 'r' AND t.relpersistence = 'p' AND t.reloptions IS NULL AND toast.oid IS NULL AND t.reltablespace = 0
        AND t.relam = (SELECT am.oid FROM pg_am am WHERE am.amname = 'heap') AND NOT t.relrowsecurity
        AND NOT t.relforcerowsecurity AND NOT t.relispartition AND NOT t.relhassubclass
    THEN json_build_array(t.nspname, t.relname)
    ELSE json_build_object(
    'schema', t.nspname,
    'name', t.relname,
    'unlogged', t.relpersistence = 'u',
    'partition_key', CASE WHEN t.relkind = 'p' THEN pg_get_partkeydef(t.oid) END,
    'options', coalesce(t.reloptions, '{}'),
    'toast_options', coalesce(toast.reloptions, '{}'),
    'tablespace', (SELECT s.spcname FROM pg_tablespace s WHERE s.oid = t.reltablespace),
    'access_method', nullif((SELECT am.amname FROM pg_am am WHERE am.oid = t.relam), 'heap'),
    'row_security', t.relrowsecurity,
    'force_row_security', t.relforcerowsecurity,
    'foreign', CASE WHEN t.relkind = 'f' THEN (
        SELECT json_build_object('server', s.srvname, 'options', {{foreign_options: f.ftoptions}})
        FROM pg_foreign_table f JOIN pg_foreign_server s ON s.oid = f.ftserver WHERE f.ftrelid = t.oid) END,
    'is_partition', t.relispartition,
    'has_children', t.relhassubclass) END
FROM tables t
LEFT JOIN pg_class toast ON toast.oid = t.reltoastrelid AND toast.reloptions IS NOT NULL
