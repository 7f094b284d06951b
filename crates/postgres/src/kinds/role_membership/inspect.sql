-- in pg_roles
SELECT 0, 0, 0, 0, json_build_object(
    'role', g.rolname,
    'member', m.rolname,
    'admin', bool_or(a.admin_option),
    'inherit', {{16: bool_or(a.inherit_option) | NULL::boolean}},
    'set', {{16: bool_or(a.set_option) | NULL::boolean}})
FROM pg_auth_members a
JOIN pg_roles g ON g.oid = a.roleid
JOIN pg_roles m ON m.oid = a.member
WHERE m.oid >= 16384
GROUP BY g.rolname, m.rolname
