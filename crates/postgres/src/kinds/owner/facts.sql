-- Where it is neither whoever runs this nor the owner of the database, which is nobody's wish.
SELECT 'owner', o.class, o.oid, 0, concat_ws(' ', i.type, i.identity),
    format('ALTER %s OWNER TO %s', pg_temp.reference(o.class, o.oid, 0), o.owner::regrole),
    format('ALTER %s OWNER TO CURRENT_USER', pg_temp.reference(o.class, o.oid, 0))
FROM (
    SELECT 'pg_class'::regclass AS class, r.oid, r.relowner AS owner FROM ours r
    -- A sequence of a column has its table's owner.
    WHERE r.relkind IN ('r', 'p', 'v', 'm', 'f') OR r.relkind = 'S' AND NOT EXISTS (SELECT FROM pg_depend d
        WHERE d.classid = 'pg_class'::regclass AND d.objid = r.oid AND d.deptype IN ('a', 'i') AND d.refclassid = 'pg_class'::regclass)
    UNION ALL SELECT 'pg_namespace'::regclass, s.oid, s.nspowner FROM scope s WHERE s.nspowner <> 'pg_database_owner'::regrole
    UNION ALL SELECT 'pg_proc'::regclass, p.oid, p.proowner FROM pg_proc p JOIN scope s ON s.oid = p.pronamespace
    UNION ALL SELECT 'pg_type'::regclass, t.oid, t.typowner FROM pg_type t JOIN scope s ON s.oid = t.typnamespace
        LEFT JOIN pg_class c ON c.oid = t.typrelid
        WHERE t.typtype <> 'm' AND coalesce(c.relkind = 'c', true) AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)
    UNION ALL SELECT 'pg_collation'::regclass, c.oid, c.collowner FROM pg_collation c JOIN scope s ON s.oid = c.collnamespace
    UNION ALL SELECT 'pg_conversion'::regclass, c.oid, c.conowner FROM pg_conversion c JOIN scope s ON s.oid = c.connamespace
    UNION ALL SELECT 'pg_operator'::regclass, p.oid, p.oprowner FROM pg_operator p JOIN scope s ON s.oid = p.oprnamespace
    UNION ALL SELECT 'pg_opclass'::regclass, p.oid, p.opcowner FROM pg_opclass p JOIN scope s ON s.oid = p.opcnamespace
    UNION ALL SELECT 'pg_opfamily'::regclass, p.oid, p.opfowner FROM pg_opfamily p JOIN scope s ON s.oid = p.opfnamespace
    UNION ALL SELECT 'pg_ts_config'::regclass, c.oid, c.cfgowner FROM pg_ts_config c JOIN scope s ON s.oid = c.cfgnamespace
    UNION ALL SELECT 'pg_ts_dict'::regclass, d.oid, d.dictowner FROM pg_ts_dict d JOIN scope s ON s.oid = d.dictnamespace
    UNION ALL SELECT 'pg_statistic_ext'::regclass, x.oid, x.stxowner FROM pg_statistic_ext x JOIN scope s ON s.oid = x.stxnamespace
    UNION ALL SELECT 'pg_language'::regclass, l.oid, l.lanowner FROM pg_language l
    UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass, w.oid, w.fdwowner FROM pg_foreign_data_wrapper w
    UNION ALL SELECT 'pg_foreign_server'::regclass, v.oid, v.srvowner FROM pg_foreign_server v
    UNION ALL SELECT 'pg_publication'::regclass, p.oid, p.pubowner FROM pg_publication p
    UNION ALL SELECT 'pg_event_trigger'::regclass, e.oid, e.evtowner FROM pg_event_trigger e
) o CROSS JOIN LATERAL pg_identify_object(o.class, o.oid, 0) i
WHERE o.owner <> (SELECT m.oid FROM pg_roles m WHERE m.rolname = current_user) AND o.owner <> (SELECT d.datdba FROM pg_database d WHERE d.datname = current_database())
    AND NOT (o.class = 'pg_namespace'::regclass AND o.oid = 'public'::regnamespace AND o.owner = 10)
