-- in pg_default_acl
SELECT 0, 0, 0, 0, json_build_object(
    'role', CASE WHEN p.role <> current_user THEN p.role END,
    'schema', p.schema,
    'on', p.thing,
    'grantee', CASE p.grantee WHEN -1 THEN '"owner"'::json WHEN 0 THEN '"public"'::json
        ELSE json_build_object('role', (SELECT r.rolname FROM pg_roles r WHERE r.oid = p.grantee)) END,
    'privileges', coalesce(p.held, '{}'),
    'usual', coalesce(p.usual, '{}'),
    'every', p.every)
FROM (
    SELECT x.oid, x.role, x.schema, x.thing, e.grantee,
        json_object_agg(e.privilege, e.grantable) FILTER (WHERE e.now) AS held,
        json_object_agg(e.privilege, e.grantable) FILTER (WHERE NOT e.now) AS usual,
        x.every,
        string_agg(concat(e.privilege, e.grantable), ',' ORDER BY e.privilege, e.grantable) FILTER (WHERE e.now)
            IS DISTINCT FROM
        string_agg(concat(e.privilege, e.grantable), ',' ORDER BY e.privilege, e.grantable) FILTER (WHERE NOT e.now)
            AS differs
    FROM (
        SELECT y.*, (SELECT count(*) FROM aclexplode(y.usual) d WHERE d.grantee = y.owner) AS every FROM (
        SELECT d.oid, r.rolname AS role, d.defaclrole AS owner, n.nspname AS schema, d.defaclacl AS acl,
            CASE d.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions'
                WHEN 'T' THEN 'types' WHEN 'n' THEN 'schemas' WHEN 'L' THEN 'large_objects' END AS thing,
            acldefault((CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END)::"char", d.defaclrole) AS usual
        FROM pg_default_acl d
        JOIN pg_roles r ON r.oid = d.defaclrole
        LEFT JOIN mine n ON n.oid = d.defaclnamespace
        WHERE d.defaclnamespace = 0 OR n.oid IS NOT NULL) y
    ) x
    CROSS JOIN LATERAL (
        SELECT true AS now, CASE a.grantee WHEN x.owner THEN -1 ELSE a.grantee::bigint END AS grantee,
            a.privilege_type AS privilege, a.is_grantable AS grantable
        FROM aclexplode(x.acl) a
        UNION ALL
        -- Those of a schema are added to those of the whole database, which replace what is built in.
        SELECT false, CASE a.grantee WHEN x.owner THEN -1 ELSE a.grantee::bigint END, a.privilege_type, a.is_grantable
        FROM aclexplode(x.usual) a
        WHERE x.schema IS NULL
    ) e
    GROUP BY x.oid, x.role, x.owner, x.schema, x.thing, x.every, e.grantee
) p
WHERE p.differs
