-- Only what belongs to no class of the family.
SELECT q.class, q.oid, 0, ARRAY[s.nspname, f.opfname, m.amname, q.role, q.number::text], q.types, q.definition,
    format('ALTER OPERATOR FAMILY %I.%I USING %I DROP %s %s (%s)', s.nspname, f.opfname, m.amname, upper(q.role), q.number, q.types)
FROM (
    SELECT 'pg_amop'::regclass AS class, o.oid, o.amopfamily AS family, 'operator' AS role, o.amopstrategy AS number,
        concat_ws(', ', format_type(o.amoplefttype, NULL), format_type(o.amoprighttype, NULL)) AS types,
        concat_ws(' ', o.amopopr::regoperator, nullif(o.amopsortfamily, 0)) AS definition
    FROM pg_amop o
    UNION ALL
    SELECT 'pg_amproc'::regclass, p.oid, p.amprocfamily, 'function', p.amprocnum,
        concat_ws(', ', format_type(p.amproclefttype, NULL), format_type(p.amprocrighttype, NULL)), p.amproc::regprocedure::text
    FROM pg_amproc p
) q JOIN pg_opfamily f ON f.oid = q.family JOIN scope s ON s.oid = f.opfnamespace JOIN pg_am m ON m.oid = f.opfmethod
WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = q.class AND d.objid = q.oid AND d.refclassid = 'pg_opclass'::regclass)
    -- Those of an extension's family are the extension's.
    AND NOT EXISTS (SELECT FROM theirs t WHERE t.classid = 'pg_opfamily'::regclass AND t.objid = f.oid)
