SELECT 'privileges', g.class, g.object, g.part, concat_ws(' ', i.type, i.identity, g.told, 'by ' || g.giver),
    concat_ws('; ', 'SET LOCAL ROLE ' || g.giver, 'REVOKE ' || g.lost || g.target || ' FROM ' || g.who, 'GRANT ' || g.gained || g.target || ' TO ' || g.who,
        'GRANT ' || g.entrusted || g.target || ' TO ' || g.who || ' WITH GRANT OPTION', CASE WHEN g.giver IS NOT NULL THEN 'RESET ROLE' END),
    concat_ws('; ', 'SET LOCAL ROLE ' || g.giver, 'REVOKE ' || nullif(concat_ws(', ', g.gained, g.entrusted), '') || g.target || ' FROM ' || g.who,
        'GRANT ' || g.lost || g.target || ' TO ' || g.who, CASE WHEN g.giver IS NOT NULL THEN 'RESET ROLE' END)
FROM (
    -- Against what everything of its kind starts with.
    SELECT e.class, e.object, e.part, ' ON ' || e.words AS target, e.who, e.told, e.giver,
        string_agg(e.privilege, ', ' ORDER BY e.privilege) FILTER (WHERE e.held IS NULL) AS lost,
        string_agg(e.privilege, ', ' ORDER BY e.privilege) FILTER (WHERE NOT e.held AND e.usual IS NULL) AS gained,
        string_agg(e.privilege, ', ' ORDER BY e.privilege) FILTER (WHERE e.held AND e.usual IS NOT TRUE) AS entrusted
    FROM (
        SELECT x.class, x.object, x.part, x.words, a.privilege_type || x.columns AS privilege,
            CASE a.grantee WHEN 0 THEN 'PUBLIC' WHEN m.oid THEN 'CURRENT_USER' ELSE a.grantee::regrole::text END AS who,
            CASE a.grantee WHEN 0 THEN 'to public' WHEN x.owner THEN 'of the owner' ELSE 'to ' || a.grantee::regrole END AS told,
            CASE WHEN a.grantor <> x.owner THEN a.grantor::regrole::text END AS giver,
            bool_or(a.is_grantable) FILTER (WHERE a.now) AS held, bool_or(a.is_grantable) FILTER (WHERE NOT a.now) AS usual
        FROM (
            SELECT 'pg_class'::regclass AS class, r.oid AS object, 0 AS part, r.relowner AS owner, r.relacl AS acl, '' AS columns,
                concat_ws(' ', CASE r.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, r.oid::regclass) AS words,
                acldefault(CASE r.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", r.relowner) AS usual
            -- Those of extensions too.
            FROM pg_class r JOIN scope s ON s.oid = r.relnamespace
            WHERE r.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND r.relpersistence <> 't'
            UNION ALL
            SELECT 'pg_class'::regclass, r.oid, a.attnum, r.relowner, a.attacl, format(' (%I)', a.attname), concat_ws(' ', 'TABLE', r.oid::regclass),
                acldefault('c', r.relowner)
            FROM pg_attribute a JOIN ours r ON r.oid = a.attrelid WHERE NOT a.attisdropped
            UNION ALL
            SELECT 'pg_proc'::regclass, p.oid, 0, p.proowner, p.proacl, '',
                concat_ws(' ', CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, p.oid::regprocedure), acldefault('f', p.proowner)
            FROM pg_proc p JOIN scope s ON s.oid = p.pronamespace
            UNION ALL
            SELECT 'pg_type'::regclass, t.oid, 0, t.typowner, t.typacl, '', concat_ws(' ', 'TYPE', t.oid::regtype), acldefault('T', t.typowner)
            FROM pg_type t JOIN scope s ON s.oid = t.typnamespace WHERE t.typtype <> 'm'
            UNION ALL
            SELECT 'pg_namespace'::regclass, s.oid, 0, n.nspowner, n.nspacl, '', concat_ws(' ', 'SCHEMA', quote_ident(n.nspname)),
                -- What initdb gives to the schema public is nobody's wish.
                acldefault('n', n.nspowner) || CASE WHEN n.nspname = 'public' THEN ARRAY[makeaclitem(0, n.nspowner, 'USAGE', false)
                    {{15: | , makeaclitem(0, n.nspowner, 'CREATE', false)}}] ELSE '{}' END
            FROM scope s JOIN pg_namespace n ON n.oid = s.oid
            UNION ALL
            SELECT 'pg_language'::regclass, l.oid, 0, l.lanowner, l.lanacl, '', concat_ws(' ', 'LANGUAGE', quote_ident(l.lanname)), acldefault('l', l.lanowner)
            FROM pg_language l
            UNION ALL
            SELECT 'pg_foreign_data_wrapper'::regclass, w.oid, 0, w.fdwowner, w.fdwacl, '',
                concat_ws(' ', 'FOREIGN DATA WRAPPER', quote_ident(w.fdwname)), acldefault('F', w.fdwowner)
            FROM pg_foreign_data_wrapper w
            UNION ALL
            SELECT 'pg_foreign_server'::regclass, v.oid, 0, v.srvowner, v.srvacl, '', concat_ws(' ', 'FOREIGN SERVER', quote_ident(v.srvname)),
                acldefault('S', v.srvowner)
            FROM pg_foreign_server v
        ) x JOIN pg_roles m ON m.rolname = current_user CROSS JOIN LATERAL (
            SELECT true AS now, a.* FROM aclexplode(x.acl) a
            UNION ALL SELECT false, a.* FROM aclexplode(x.usual) a
        ) a
        WHERE x.acl IS NOT NULL
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
    ) e
    GROUP BY 1, 2, 3, 4, 5, 6, 7
) g CROSS JOIN LATERAL pg_identify_object(g.class, g.object, g.part) i
WHERE concat(g.lost, g.gained, g.entrusted) <> ''
