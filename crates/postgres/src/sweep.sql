-- if EXISTS (SELECT FROM pg_type WHERE (typtype = 'b' AND typelem = 0 OR typtype = 'p') AND oid >= 16384)
-- if EXISTS (SELECT FROM pg_trigger WHERE tgisinternal AND tgenabled <> 'O')
-- if EXISTS (SELECT FROM pg_db_role_setting WHERE setdatabase <> 0)
-- in pg_statistic_ext, pg_subscription, pg_largeobject_metadata, pg_seclabel, pg_shseclabel
-- Everything that no kind models, by name, with as much of a definition as shows that it differs.
-- Also security labels and settings, which are not modelled either.
SELECT o.class, o.oid, 0, 0, json_build_object(
    'kind', coalesce(o.kind, i.type),
    'path', CASE WHEN o.path IS NOT NULL THEN to_json(o.path)
                 WHEN i.schema IS NOT NULL AND i.name IS NOT NULL THEN json_build_array(i.schema, i.name)
                 ELSE json_build_array(i.identity) END,
    'definition', coalesce(o.definition, ''))
FROM (
    SELECT 'pg_type'::regclass::oid AS class, t.oid, NULL AS kind, NULL::text[] AS path,
        concat_ws(' ', t.typinput, t.typoutput, t.typlen, t.typalign, t.typstorage, t.typdefault) AS definition
    FROM pg_type t JOIN mine n ON n.oid = t.typnamespace
    WHERE (t.typtype = 'b' AND t.typelem = 0) OR t.typtype = 'p'
    UNION ALL
    -- in pg_trigger
    SELECT 'pg_trigger'::regclass, g.oid, 'disabled constraint trigger', ARRAY[n.nspname, c.relname, g.tgname],
        g.tgenabled::text
    FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN mine n ON n.oid = c.relnamespace
    WHERE g.tgisinternal AND g.tgenabled <> 'O' AND c.relkind <> 'p'
    UNION ALL
    -- in pg_statistic_ext
    SELECT 'pg_statistic_ext'::regclass, s.oid, NULL, NULL, concat_ws(' ', pg_get_statisticsobjdef(s.oid), s.stxstattarget)
    FROM pg_statistic_ext s
    UNION ALL
    -- in pg_subscription
    SELECT 'pg_subscription'::regclass, s.oid, 'subscription', ARRAY[s.subname::text],
        concat_ws(' ', s.subpublications, s.subenabled, s.subbinary, s.substream, s.subslotname, s.subsynccommit
            {{15: , s.subtwophasestate, s.subdisableonerr | }})
    FROM pg_subscription s WHERE s.subdbid = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
    UNION ALL
    -- in pg_largeobject_metadata
    SELECT 'pg_largeobject'::regclass, l.oid, 'large object', ARRAY[l.oid::text], l.lomacl::text FROM pg_largeobject_metadata l
    UNION ALL
    -- in pg_seclabel, pg_shseclabel
    SELECT 'pg_seclabel'::regclass, l.objoid, 'security label', ARRAY[l.provider, l.objtype, l.objname], l.label FROM pg_seclabels l
    UNION ALL
    SELECT 'pg_database'::regclass, NULL, 'database setting',
        ARRAY[coalesce((SELECT r.rolname FROM pg_roles r WHERE r.oid = s.setrole), 'all roles')], array_to_string(s.setconfig, ',')
    FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase WHERE d.datname = current_database()
) o
-- What has a name already may be of a class that the function does not know.
LEFT JOIN LATERAL pg_identify_object(CASE WHEN o.path IS NULL THEN o.class END, o.oid, 0) i ON true
WHERE (o.oid IS NULL OR o.oid >= 16384)
  AND NOT EXISTS (SELECT FROM members e WHERE e.classid = o.class AND e.objid = o.oid)
