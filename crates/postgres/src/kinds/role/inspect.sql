-- in pg_roles
SELECT 'pg_authid'::regclass::oid, r.oid, 0, 0, json_build_object(
    'name', r.rolname,
    'superuser', r.rolsuper,
    'inherit', r.rolinherit,
    'create_role', r.rolcreaterole,
    'create_database', r.rolcreatedb,
    'login', r.rolcanlogin,
    'replication', r.rolreplication,
    'bypass_row_security', r.rolbypassrls,
    'connection_limit', nullif(r.rolconnlimit, -1),
    'valid_until', CASE WHEN isfinite(r.rolvaliduntil)
        THEN to_char(r.rolvaliduntil AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US+00') END,
    'settings', coalesce(r.rolconfig, '{}'))
FROM pg_roles r
WHERE r.oid >= 16384
