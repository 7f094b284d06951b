-- if EXISTS (SELECT FROM pg_class WHERE relowner <> (SELECT oid FROM pg_roles WHERE rolname = current_user) AND oid >= 16384)
-- if EXISTS (SELECT FROM pg_type WHERE typowner <> (SELECT oid FROM pg_roles WHERE rolname = current_user) AND oid >= 16384)
-- if EXISTS (SELECT FROM pg_namespace WHERE nspowner <> (SELECT oid FROM pg_roles WHERE rolname = current_user) AND nspname !~ '^pg_' AND nspname <> 'information_schema' AND nspowner <> 'pg_database_owner'::regrole)
-- in pg_proc, pg_language, pg_foreign_data_wrapper, pg_foreign_server, pg_publication, pg_event_trigger
-- in pg_statistic_ext, pg_collation, pg_conversion, pg_operator, pg_opclass, pg_opfamily, pg_ts_config, pg_ts_dict
SELECT o.class, o.oid, 0, 0, json_build_object(
    'role', r.rolname,
    -- The owner of the database, and initdb for the schema public, are nobody's wish.
    'usual', o.owner = (SELECT d.datdba FROM pg_database d WHERE d.datname = current_database())
        OR (o.class = 'pg_namespace'::regclass AND o.owner = 10
            AND o.oid = (SELECT n.oid FROM mine n WHERE n.nspname = 'public')))
FROM (
    SELECT 'pg_class'::regclass::oid AS class, c.oid, c.relowner AS owner
    FROM pg_class c JOIN mine n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
       -- A sequence that belongs to a column has its table's owner.
       OR (c.relkind = 'S' AND NOT EXISTS (
           SELECT FROM pg_depend d
           WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
             AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0))
    UNION ALL
    -- in pg_proc
    SELECT 'pg_proc'::regclass, p.oid, p.proowner FROM pg_proc p JOIN mine n ON n.oid = p.pronamespace
    UNION ALL
    SELECT 'pg_type'::regclass, t.oid, t.typowner FROM pg_type t JOIN mine n ON n.oid = t.typnamespace
    WHERE t.typtype IN ('b', 'c', 'd', 'e', 'r', 'p')
      AND NOT EXISTS (SELECT FROM pg_type el WHERE el.oid = t.typelem AND el.typarray = t.oid)
      AND NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind <> 'c')
    UNION ALL
    -- in pg_language
    SELECT 'pg_language'::regclass, l.oid, l.lanowner FROM pg_language l
    UNION ALL
    -- in pg_foreign_data_wrapper
    SELECT 'pg_foreign_data_wrapper'::regclass, w.oid, w.fdwowner FROM pg_foreign_data_wrapper w
    UNION ALL
    -- in pg_foreign_server
    SELECT 'pg_foreign_server'::regclass, v.oid, v.srvowner FROM pg_foreign_server v
    UNION ALL
    -- in pg_publication
    SELECT 'pg_publication'::regclass, p.oid, p.pubowner FROM pg_publication p
    UNION ALL
    -- in pg_event_trigger
    SELECT 'pg_event_trigger'::regclass, e.oid, e.evtowner FROM pg_event_trigger e
    UNION ALL
    -- in pg_statistic_ext
    SELECT 'pg_statistic_ext'::regclass, s.oid, s.stxowner FROM pg_statistic_ext s JOIN mine n ON n.oid = s.stxnamespace
    UNION ALL
    -- in pg_collation
    SELECT 'pg_collation'::regclass, c.oid, c.collowner FROM pg_collation c JOIN mine n ON n.oid = c.collnamespace
    UNION ALL
    -- in pg_conversion
    SELECT 'pg_conversion'::regclass, c.oid, c.conowner FROM pg_conversion c JOIN mine n ON n.oid = c.connamespace
    UNION ALL
    -- in pg_operator
    SELECT 'pg_operator'::regclass, p.oid, p.oprowner FROM pg_operator p JOIN mine n ON n.oid = p.oprnamespace
    UNION ALL
    -- in pg_opclass
    SELECT 'pg_opclass'::regclass, p.oid, p.opcowner FROM pg_opclass p JOIN mine n ON n.oid = p.opcnamespace
    UNION ALL
    -- in pg_opfamily
    SELECT 'pg_opfamily'::regclass, p.oid, p.opfowner FROM pg_opfamily p JOIN mine n ON n.oid = p.opfnamespace
    UNION ALL
    -- in pg_ts_config
    SELECT 'pg_ts_config'::regclass, c.oid, c.cfgowner FROM pg_ts_config c JOIN mine n ON n.oid = c.cfgnamespace
    UNION ALL
    -- in pg_ts_dict
    SELECT 'pg_ts_dict'::regclass, c.oid, c.dictowner FROM pg_ts_dict c JOIN mine n ON n.oid = c.dictnamespace
    UNION ALL
    SELECT 'pg_namespace'::regclass, n.oid, n.nspowner FROM pg_namespace n JOIN mine USING (oid)
    WHERE n.nspowner <> 'pg_database_owner'::regrole
) o
JOIN pg_roles r ON r.oid = o.owner
-- What belongs to the one who asks is nobody's wish either, and said like this it is not even fetched.
WHERE o.owner <> (SELECT m.oid FROM pg_roles m WHERE m.rolname = current_user)
  AND (o.oid >= 16384 OR o.class = 'pg_namespace'::regclass)
  AND NOT EXISTS (SELECT FROM members e WHERE e.classid = o.class AND e.objid = o.oid)
