-- in pg_foreign_server
SELECT 'pg_user_mapping'::regclass::oid, u.umid, 0, 0, json_build_object(
    'server', u.srvname,
    'user', CASE WHEN u.umuser = 0 THEN '"public"'::json WHEN u.usename = current_user THEN '"owner"'::json
        ELSE json_build_object('role', u.usename) END,
    -- As far as whoever reads may see them.
    'options', {{foreign_options: u.umoptions}})
FROM pg_user_mappings u
WHERE NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_foreign_server'::regclass AND e.objid = u.srvid)
