SELECT 'pg_user_mapping'::regclass, u.umid, 0, ARRAY[u.srvname],
    CASE WHEN u.umuser = 0 THEN 'for public' WHEN u.usename = current_user THEN 'for the current user' ELSE 'for ' || quote_ident(u.usename) END,
    u.umoptions, format('DROP USER MAPPING FOR %s SERVER %I',
        CASE WHEN u.umuser = 0 THEN 'PUBLIC' WHEN u.usename = current_user THEN 'CURRENT_USER' ELSE quote_ident(u.usename) END, u.srvname)
FROM pg_user_mappings u
