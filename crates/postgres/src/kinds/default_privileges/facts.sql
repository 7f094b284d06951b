SELECT 'default privileges', 0, 0, 0, concat_ws(' ', 'in ' || quote_ident(g.schema), 'on', lower(g.things), 'by ' || g.giver, g.told),
    concat_ws('; ', g.head || 'REVOKE ' || g.lost || g.target || ' FROM ' || g.who, g.head || 'GRANT ' || g.gained || g.target || ' TO ' || g.who,
        g.head || 'GRANT ' || g.entrusted || g.target || ' TO ' || g.who || ' WITH GRANT OPTION'),
    concat_ws('; ', g.head || 'REVOKE ' || nullif(concat_ws(', ', g.gained, g.entrusted), '') || g.target || ' FROM ' || g.who,
        g.head || 'GRANT ' || g.lost || g.target || ' TO ' || g.who)
FROM (
    SELECT e.schema, e.giver, e.things, e.who, e.told, ' ON ' || e.things AS target,
        concat('ALTER DEFAULT PRIVILEGES ', 'FOR ROLE ' || e.giver || ' ', 'IN SCHEMA ' || quote_ident(e.schema) || ' ') AS head,
        string_agg(e.privilege, ', ' ORDER BY e.privilege) FILTER (WHERE e.held IS NULL) AS lost,
        string_agg(e.privilege, ', ' ORDER BY e.privilege) FILTER (WHERE NOT e.held AND e.usual IS NULL) AS gained,
        string_agg(e.privilege, ', ' ORDER BY e.privilege) FILTER (WHERE e.held AND e.usual IS NOT TRUE) AS entrusted
    FROM (
        SELECT s.nspname AS schema, CASE WHEN d.defaclrole <> m.oid THEN d.defaclrole::regrole::text END AS giver, a.privilege_type AS privilege,
            CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES'
                WHEN 'n' THEN 'SCHEMAS' ELSE 'LARGE OBJECTS' END AS things,
            CASE a.grantee WHEN 0 THEN 'PUBLIC' WHEN m.oid THEN 'CURRENT_USER' ELSE a.grantee::regrole::text END AS who,
            CASE a.grantee WHEN 0 THEN 'to public' WHEN d.defaclrole THEN 'of the owner' ELSE 'to ' || a.grantee::regrole END AS told,
            bool_or(a.is_grantable) FILTER (WHERE a.now) AS held, bool_or(a.is_grantable) FILTER (WHERE NOT a.now) AS usual
        FROM pg_default_acl d JOIN pg_roles m ON m.rolname = current_user LEFT JOIN scope s ON s.oid = d.defaclnamespace
        CROSS JOIN LATERAL (
            SELECT true AS now, a.* FROM aclexplode(d.defaclacl) a
            -- Those of a schema are added to those of the whole database, which replace what is built in.
            UNION ALL SELECT false, a.* FROM aclexplode(acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END::"char",
                d.defaclrole)) a WHERE d.defaclnamespace = 0
        ) a
        WHERE d.defaclnamespace = 0 OR s.oid IS NOT NULL
        GROUP BY 1, 2, 3, 4, 5, 6
    ) e
    GROUP BY 1, 2, 3, 4, 5
) g
WHERE concat(g.lost, g.gained, g.entrusted) <> ''
