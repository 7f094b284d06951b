SELECT 'pg_class'::regclass, r.oid, 0, NULL, NULL, '', NULL
FROM ours r
-- The others are those of identity columns.
WHERE r.relkind = 'S' AND NOT EXISTS (SELECT FROM pg_depend d
    WHERE d.classid = 'pg_class'::regclass AND d.objid = r.oid AND d.deptype = 'i')
