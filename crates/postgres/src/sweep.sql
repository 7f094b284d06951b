-- Everything that no kind models, by name, with as much of a definition as shows that it differs.
-- Also privileges, owners, security labels and settings, which are not modelled either.
SELECT o.class, o.oid, 0, 0, json_build_object(
    'kind', coalesce(o.kind, i.type),
    'path', CASE WHEN o.path IS NOT NULL THEN to_json(o.path)
                 WHEN i.schema IS NOT NULL AND i.name IS NOT NULL THEN json_build_array(i.schema, i.name)
                 ELSE json_build_array(i.identity) END,
    'definition', coalesce(o.definition, ''))
FROM (
    SELECT 'pg_class'::regclass::oid AS class, c.oid, NULL AS kind,
        NULL::text[] AS path,
        concat_ws(' ',
                (SELECT string_agg(concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attfdwoptions), ',' ORDER BY a.attnum)
                 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
                (SELECT string_agg(concat_ws(' ', con.conname, pg_get_constraintdef(con.oid)), ',' ORDER BY con.conname)
                 FROM pg_constraint con WHERE con.conrelid = c.oid),
                (SELECT string_agg(pg_get_expr(d.adbin, d.adrelid), ',' ORDER BY d.adnum) FROM pg_attrdef d WHERE d.adrelid = c.oid),
                (SELECT concat_ws(' ', s.srvname, ft.ftoptions) FROM pg_foreign_table ft
                 JOIN pg_foreign_server s ON s.oid = ft.ftserver WHERE ft.ftrelid = c.oid)) AS definition
    FROM pg_class c JOIN mine n ON n.oid = c.relnamespace
    WHERE c.relkind = 'f'
    UNION ALL
    SELECT 'pg_type'::regclass, t.oid, NULL, NULL, concat_ws(' ', t.typinput, t.typoutput, t.typlen, t.typalign, t.typstorage, t.typdefault)
    FROM pg_type t JOIN mine n ON n.oid = t.typnamespace
    WHERE (t.typtype = 'b' AND t.typelem = 0) OR t.typtype = 'p'
    UNION ALL
    SELECT 'pg_trigger'::regclass, g.oid, 'disabled constraint trigger', ARRAY[n.nspname, c.relname, g.tgname],
        g.tgenabled::text
    FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN mine n ON n.oid = c.relnamespace
    WHERE g.tgisinternal AND g.tgenabled <> 'O' AND c.relkind <> 'p'
    UNION ALL
    SELECT 'pg_statistic_ext'::regclass, s.oid, NULL, NULL, concat_ws(' ', pg_get_statisticsobjdef(s.oid), s.stxstattarget)
    FROM pg_statistic_ext s
    UNION ALL
    SELECT 'pg_operator'::regclass, o.oid, NULL, NULL, concat_ws(' ', o.oprcode, o.oprcom, o.oprnegate, o.oprrest, o.oprjoin, o.oprcanmerge, o.oprcanhash)
    FROM pg_operator o
    UNION ALL
    SELECT 'pg_opclass'::regclass, o.oid, NULL, NULL, concat_ws(' ', o.opcintype::regtype, o.opcdefault, o.opckeytype::regtype)
    FROM pg_opclass o
    UNION ALL
    SELECT 'pg_opfamily'::regclass, o.oid, NULL, NULL,
        (SELECT string_agg(concat_ws(' ', a.amopopr::regoperator, a.amopstrategy), ',' ORDER BY 1) FROM pg_amop a WHERE a.amopfamily = o.oid)
    FROM pg_opfamily o
    UNION ALL
    SELECT 'pg_conversion'::regclass, c.oid, NULL, NULL, concat_ws(' ', c.conproc, c.condefault, c.conforencoding, c.contoencoding)
    FROM pg_conversion c
    UNION ALL
    SELECT 'pg_ts_config'::regclass, c.oid, NULL, NULL,
        (SELECT string_agg(concat_ws(' ', m.maptokentype, m.mapseqno, m.mapdict::regdictionary), ',' ORDER BY m.maptokentype, m.mapseqno)
         FROM pg_ts_config_map m WHERE m.mapcfg = c.oid)
    FROM pg_ts_config c
    UNION ALL
    SELECT 'pg_ts_dict'::regclass, c.oid, NULL, NULL, c.dictinitoption FROM pg_ts_dict c
    UNION ALL
    SELECT 'pg_ts_parser'::regclass, c.oid, NULL, NULL, concat_ws(' ', c.prsstart, c.prstoken) FROM pg_ts_parser c
    UNION ALL
    SELECT 'pg_ts_template'::regclass, c.oid, NULL, NULL, concat_ws(' ', c.tmplinit, c.tmpllexize) FROM pg_ts_template c
    UNION ALL
    SELECT 'pg_language'::regclass, l.oid, NULL, NULL, concat_ws(' ', l.lanpltrusted, l.lanplcallfoid::regproc) FROM pg_language l
    UNION ALL
    SELECT 'pg_am'::regclass, a.oid, NULL, NULL, concat_ws(' ', a.amtype, a.amhandler) FROM pg_am a
    UNION ALL
    SELECT 'pg_transform'::regclass, t.oid, NULL, NULL, concat_ws(' ', t.trffromsql, t.trftosql) FROM pg_transform t
    UNION ALL
    SELECT 'pg_foreign_data_wrapper'::regclass, f.oid, NULL, NULL, concat_ws(' ', f.fdwhandler::regproc, f.fdwvalidator::regproc) FROM pg_foreign_data_wrapper f
    UNION ALL
    -- Options of servers and user mappings may hold secrets, so only a digest of them is read.
    SELECT 'pg_foreign_server'::regclass, s.oid, NULL, NULL, concat_ws(' ', s.srvtype, s.srvversion, md5(s.srvoptions::text)) FROM pg_foreign_server s
    UNION ALL
    SELECT 'pg_foreign_server'::regclass, NULL, 'user mapping', ARRAY[u.srvname, coalesce(u.usename, 'public')], '' FROM pg_user_mappings u
    UNION ALL
    SELECT 'pg_publication'::regclass, p.oid, NULL, NULL, concat_ws(' ', p.puballtables, p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate, p.pubviaroot,
        (SELECT string_agg(concat_ws(' ', r.prrelid::regclass, {{15: r.prattrs | ''}}, {{15: pg_get_expr(r.prqual, r.prrelid) | ''}}), ',' ORDER BY r.prrelid::regclass::text)
         FROM pg_publication_rel r WHERE r.prpubid = p.oid)
        {{15: , (SELECT string_agg(pn.pnnspid::regnamespace::text, ',' ORDER BY 1) FROM pg_publication_namespace pn WHERE pn.pnpubid = p.oid) | }})
    FROM pg_publication p
    UNION ALL
    SELECT 'pg_subscription'::regclass, s.oid, 'subscription', ARRAY[s.subname::text],
        concat_ws(' ', s.subpublications, s.subenabled, s.subbinary, s.substream, s.subslotname, s.subsynccommit
            {{15: , s.subtwophasestate, s.subdisableonerr | }})
    FROM pg_subscription s WHERE s.subdbid = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
    UNION ALL
    SELECT 'pg_largeobject'::regclass, l.oid, 'large object', ARRAY[l.oid::text], '' FROM pg_largeobject_metadata l
    UNION ALL
    SELECT 'pg_default_acl'::regclass, d.oid, NULL, NULL, (SELECT string_agg(a::text, ',' ORDER BY a::text) FROM unnest(d.defaclacl) a) FROM pg_default_acl d
    UNION ALL
    SELECT 'pg_seclabel'::regclass, l.objoid, 'security label', ARRAY[l.provider, l.objname], l.label FROM pg_seclabels l
    UNION ALL
    SELECT 'pg_database'::regclass, NULL, 'database setting',
        ARRAY[coalesce((SELECT r.rolname FROM pg_roles r WHERE r.oid = s.setrole), 'all roles')], array_to_string(s.setconfig, ',')
    FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase WHERE d.datname = current_database()
) o
LEFT JOIN LATERAL pg_identify_object(o.class, o.oid, 0) i ON o.path IS NULL
WHERE (o.oid IS NULL OR o.oid >= 16384)
  AND NOT EXISTS (SELECT FROM members e WHERE e.classid = o.class AND e.objid = o.oid)
UNION ALL
SELECT 0, 0, 0, 0, json_build_object('kind', 'privileges', 'path', to_json(a.path),
    'definition', (SELECT string_agg(acl::text, ',' ORDER BY acl::text) FROM unnest(a.acl) acl))
FROM (
    SELECT ARRAY['table', t.nspname, t.relname] AS path, t.relacl AS acl, acldefault('r', t.relowner) AS usual
    FROM tables t WHERE t.relacl IS NOT NULL
    UNION ALL
    SELECT ARRAY['sequence', n.nspname, c.relname], c.relacl, acldefault('s', c.relowner)
    FROM pg_class c JOIN mine n ON n.oid = c.relnamespace WHERE c.relkind = 'S' AND c.relacl IS NOT NULL
    UNION ALL
    SELECT ARRAY['view', n.nspname, c.relname], c.relacl, acldefault('r', c.relowner)
    FROM pg_class c JOIN mine n ON n.oid = c.relnamespace WHERE c.relkind IN ('v', 'm', 'f') AND c.relacl IS NOT NULL
    UNION ALL
    SELECT ARRAY['column', t.nspname, t.relname, a.attname], a.attacl, '{}'::aclitem[]
    FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid WHERE a.attacl IS NOT NULL AND NOT a.attisdropped
    UNION ALL
    SELECT ARRAY['type', n.nspname, t.typname], t.typacl, acldefault('T', t.typowner)
    FROM pg_type t JOIN mine n ON n.oid = t.typnamespace WHERE t.typacl IS NOT NULL
    UNION ALL
    SELECT ARRAY['function', p.oid::regprocedure::text], p.proacl,
        -- What an extension gave at its creation is its own.
        coalesce((SELECT i.initprivs FROM pg_init_privs i WHERE i.classoid = 'pg_proc'::regclass AND i.objoid = p.oid),
                 acldefault('f', p.proowner))
    FROM pg_proc p JOIN mine n ON n.oid = p.pronamespace
    WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT ARRAY['language', l.lanname], l.lanacl, acldefault('l', l.lanowner) FROM pg_language l WHERE l.lanacl IS NOT NULL AND l.oid >= 16384
    UNION ALL
    SELECT ARRAY['server', v.srvname], v.srvacl, acldefault('S', v.srvowner) FROM pg_foreign_server v WHERE v.srvacl IS NOT NULL
    UNION ALL
    SELECT ARRAY['foreign-data wrapper', w.fdwname], w.fdwacl, acldefault('F', w.fdwowner) FROM pg_foreign_data_wrapper w WHERE w.fdwacl IS NOT NULL
    UNION ALL
    SELECT ARRAY['large object', g.oid::text], g.lomacl, acldefault('L', g.lomowner) FROM pg_largeobject_metadata g WHERE g.lomacl IS NOT NULL
    UNION ALL
    SELECT ARRAY['schema', n.nspname], s.nspacl,
        -- What initdb gave to the schema public is nobody's wish.
        coalesce((SELECT i.initprivs FROM pg_init_privs i WHERE i.classoid = 'pg_namespace'::regclass AND i.objoid = n.oid),
                 acldefault('n', s.nspowner))
    FROM mine n JOIN pg_namespace s ON s.oid = n.oid WHERE s.nspacl IS NOT NULL
) a
WHERE NOT (a.acl <@ a.usual AND a.acl @> a.usual)
UNION ALL
SELECT 0, 0, 0, 0, json_build_object('kind', 'owner', 'path', json_build_array(i.type, i.identity), 'definition', r.rolname)
FROM pg_shdepend d
JOIN pg_roles r ON r.oid = d.refobjid
CROSS JOIN LATERAL pg_identify_object(d.classid, d.objid, d.objsubid) i
WHERE d.deptype = 'o' AND d.refclassid = 'pg_authid'::regclass
  AND d.dbid = (SELECT db.oid FROM pg_database db WHERE db.datname = current_database())
  AND i.schema IS DISTINCT FROM 'evenkeel' AND i.identity <> 'evenkeel'
  -- An owner who is simply the one who made the database, or who asks, is nobody's wish.
  AND r.rolname NOT IN (current_user, 'pg_database_owner')
  AND r.oid <> (SELECT db.datdba FROM pg_database db WHERE db.datname = current_database())
  AND NOT EXISTS (SELECT FROM members e WHERE e.classid = d.classid AND e.objid = d.objid)
