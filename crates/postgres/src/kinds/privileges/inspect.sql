-- if EXISTS (SELECT FROM pg_class WHERE relacl IS NOT NULL AND oid >= 16384)
-- if EXISTS (SELECT FROM pg_attribute WHERE attacl IS NOT NULL AND attrelid >= 16384)
-- if EXISTS (SELECT FROM pg_proc WHERE proacl IS NOT NULL AND oid >= 16384)
-- if EXISTS (SELECT FROM pg_type WHERE typacl IS NOT NULL AND oid >= 16384)
-- if EXISTS (SELECT FROM pg_namespace WHERE CASE nspname WHEN 'public' THEN nspacl::text IS DISTINCT FROM format('{%1$s=UC/%1$s,=%2$s/%1$s}', nspowner::regrole, CASE WHEN current_setting('server_version_num')::integer < 150000 THEN 'UC' ELSE 'U' END) ELSE nspacl IS NOT NULL AND nspname !~ '^pg_' AND nspname <> 'information_schema' END)
-- if EXISTS (SELECT FROM pg_language WHERE lanacl IS NOT NULL)
-- in pg_foreign_data_wrapper, pg_foreign_server
SELECT p.class, p.oid, p.sub, 0, json_build_object(
    'on', p.thing,
    'grantee', CASE p.grantee WHEN -1 THEN '"owner"'::json WHEN 0 THEN '"public"'::json
        ELSE json_build_object('role', (SELECT r.rolname FROM pg_roles r WHERE r.oid = p.grantee)) END,
    'grantor', CASE WHEN p.grantor <> -1 THEN (SELECT r.rolname FROM pg_roles r WHERE r.oid = p.grantor) END,
    'privileges', coalesce(p.held, '{}'),
    'usual', coalesce(p.usual, '{}'),
    'every', p.every,
    'by_membership', p.owner = 'pg_database_owner'::regrole,
    'path', p.path,
    'signature', p.signature)
FROM (
    SELECT x.class, x.oid, x.sub, x.thing, x.owner, x.path, x.signature, e.grantee, e.grantor,
        json_object_agg(e.privilege, e.grantable) FILTER (WHERE e.now) AS held,
        json_object_agg(e.privilege, e.grantable) FILTER (WHERE NOT e.now) AS usual,
        CASE x.thing WHEN 'column' THEN 4 ELSE (
            SELECT count(*) FROM aclexplode(acldefault(x.letter, x.owner)) d WHERE d.grantee = x.owner) END AS every,
        string_agg(concat(e.privilege, e.grantable), ',' ORDER BY e.privilege, e.grantable) FILTER (WHERE e.now)
            IS DISTINCT FROM
        string_agg(concat(e.privilege, e.grantable), ',' ORDER BY e.privilege, e.grantable) FILTER (WHERE NOT e.now)
            AS differs
    FROM (
        SELECT 'pg_class'::regclass::oid AS class, c.oid, 0 AS sub, c.relowner AS owner, c.relacl AS acl,
            (CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END)::"char" AS letter,
            CASE c.relkind WHEN 'S' THEN 'sequence' ELSE 'table' END AS thing,
            -- What is no object of its own here is named along: what an extension or an identity holds.
            CASE WHEN m.objid IS NOT NULL OR EXISTS (
                SELECT FROM pg_depend d
                WHERE c.relkind = 'S' AND d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i')
            THEN jsonb_build_array(n.nspname, c.relname) END AS path,
            NULL AS signature,
            acldefault((CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END)::"char", c.relowner) AS usual
        FROM pg_class c
        JOIN mine n ON n.oid = c.relnamespace
        LEFT JOIN members m ON m.classid = 'pg_class'::regclass AND m.objid = c.oid
        WHERE c.relacl IS NOT NULL AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
        UNION ALL
        SELECT 'pg_class'::regclass, c.oid, a.attnum, c.relowner, a.attacl, 'c', 'column',
            CASE WHEN m.objid IS NOT NULL THEN jsonb_build_array(n.nspname, c.relname, a.attname) END,
            NULL, acldefault('c', c.relowner)
        FROM pg_attribute a
        JOIN pg_class c ON c.oid = a.attrelid
        JOIN mine n ON n.oid = c.relnamespace
        LEFT JOIN members m ON m.classid = 'pg_class'::regclass AND m.objid = c.oid
        WHERE a.attacl IS NOT NULL AND NOT a.attisdropped
        UNION ALL
        -- in pg_proc
        SELECT 'pg_proc'::regclass, p.oid, 0, p.proowner, p.proacl, 'f',
            CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END,
            CASE WHEN m.objid IS NOT NULL THEN jsonb_build_array(n.nspname, p.proname) END,
            (SELECT string_agg(format_type(t.t, NULL), ', ' ORDER BY t.at)
             FROM unnest(p.proargtypes) WITH ORDINALITY AS t(t, at)),
            acldefault('f', p.proowner)
        FROM pg_proc p
        JOIN mine n ON n.oid = p.pronamespace
        LEFT JOIN members m ON m.classid = 'pg_proc'::regclass AND m.objid = p.oid
        WHERE p.proacl IS NOT NULL
        UNION ALL
        SELECT 'pg_type'::regclass, t.oid, 0, t.typowner, t.typacl, 'T', 'type',
            CASE WHEN m.objid IS NOT NULL THEN jsonb_build_array(n.nspname, t.typname) END,
            NULL, acldefault('T', t.typowner)
        FROM pg_type t
        JOIN mine n ON n.oid = t.typnamespace
        LEFT JOIN members m ON m.classid = 'pg_type'::regclass AND m.objid = t.oid
        WHERE t.typacl IS NOT NULL AND t.typtype <> 'm'
        UNION ALL
        SELECT 'pg_namespace'::regclass, s.oid, 0, s.nspowner, s.nspacl, 'n', 'schema',
            CASE WHEN m.objid IS NOT NULL THEN jsonb_build_array(s.nspname) END,
            NULL,
            -- What initdb gives to the schema public is nobody's wish.
            CASE s.nspname WHEN 'public' THEN array_append(
                {{15: acldefault('n', s.nspowner) |
                      array_append(acldefault('n', s.nspowner), makeaclitem(0, s.nspowner, 'CREATE', false))}},
                makeaclitem(0, s.nspowner, 'USAGE', false))
                ELSE acldefault('n', s.nspowner) END
        FROM mine n
        JOIN pg_namespace s ON s.oid = n.oid
        LEFT JOIN members m ON m.classid = 'pg_namespace'::regclass AND m.objid = s.oid
        WHERE s.nspacl IS NOT NULL OR s.nspname = 'public'
        UNION ALL
        SELECT g.class, g.oid, 0, g.owner, g.acl, g.letter, g.thing,
            CASE WHEN m.objid IS NOT NULL THEN jsonb_build_array(g.name) END, NULL, acldefault(g.letter, g.owner)
        FROM (
            -- in pg_foreign_data_wrapper
            SELECT 'pg_foreign_data_wrapper'::regclass::oid, w.oid, w.fdwowner, w.fdwacl, 'F'::"char",
                'foreign_data_wrapper', w.fdwname
            FROM pg_foreign_data_wrapper w
            UNION ALL
            -- in pg_foreign_server
            SELECT 'pg_foreign_server'::regclass::oid, v.oid, v.srvowner, v.srvacl, 'S', 'foreign_server', v.srvname
            FROM pg_foreign_server v
            UNION ALL
            SELECT 'pg_language'::regclass::oid, l.oid, l.lanowner, l.lanacl, 'l'::"char", 'language', l.lanname
            FROM pg_language l
        ) g(class, oid, owner, acl, letter, thing, name)
        LEFT JOIN members m ON m.classid = g.class AND m.objid = g.oid
        WHERE g.acl IS NOT NULL
    ) x
    LEFT JOIN pg_init_privs i
        ON x.path IS NOT NULL AND i.classoid = x.class AND i.objoid = x.oid AND i.objsubid = x.sub
    CROSS JOIN LATERAL (SELECT
        coalesce(x.acl, acldefault(x.letter, x.owner)) AS now,
        -- What an extension gave at its creation is its own.
        coalesce(i.initprivs, x.usual) AS usual) l
    CROSS JOIN LATERAL (
        -- Most are as usual, and to take all apart and compare them piece by piece would cost most of the time.
        SELECT true AS now, CASE a.grantee WHEN x.owner THEN -1 ELSE a.grantee::bigint END AS grantee,
            CASE a.grantor WHEN x.owner THEN -1 ELSE a.grantor::bigint END AS grantor,
            a.privilege_type AS privilege, a.is_grantable AS grantable
        FROM unnest(l.now) g, aclexplode(ARRAY[g]) a
        WHERE NOT g = ANY (l.usual)
        UNION ALL
        SELECT false, CASE a.grantee WHEN a.grantor THEN -1 ELSE a.grantee::bigint END, -1,
            a.privilege_type, a.is_grantable
        FROM unnest(l.usual) g, aclexplode(ARRAY[g]) a
        WHERE NOT g = ANY (l.now)
    ) e
    GROUP BY x.class, x.oid, x.sub, x.thing, x.letter, x.owner, x.path, x.signature, e.grantee, e.grantor
) p
WHERE p.differs
