-- in pg_amop, pg_amproc
-- Only what belongs to no class of the family.
SELECT q.class, q.oid, 0, 0, json_build_object(
    'schema', n.nspname,
    'family', f.opfname,
    'method', m.amname,
    'role', q.role,
    'number', q.number,
    'left', format_type(q.left_type, NULL),
    'right', format_type(q.right_type, NULL),
    'definition', q.definition)
FROM (
    SELECT 'pg_amop'::regclass::oid AS class, a.oid, a.amopfamily AS family, 'operator' AS role,
        a.amopstrategy AS number, a.amoplefttype AS left_type, a.amoprighttype AS right_type,
        concat(quote_ident(opn.nspname), '.', o.oprname, '(', format_type(o.oprleft, NULL), ', ', format_type(o.oprright, NULL), ')',
            CASE WHEN a.amopsortfamily <> 0 THEN ' FOR ORDER BY ' || (
                SELECT quote_ident(sn.nspname) || '.' || quote_ident(s.opfname)
                FROM pg_opfamily s JOIN pg_namespace sn ON sn.oid = s.opfnamespace WHERE s.oid = a.amopsortfamily) END) AS definition
    FROM pg_amop a JOIN pg_operator o ON o.oid = a.amopopr JOIN pg_namespace opn ON opn.oid = o.oprnamespace
    UNION ALL
    SELECT 'pg_amproc'::regclass, a.oid, a.amprocfamily, 'function', a.amprocnum, a.amproclefttype, a.amprocrighttype,
        concat(quote_ident(pn.nspname), '.', quote_ident(p.proname), '(', pg_get_function_identity_arguments(p.oid), ')')
    FROM pg_amproc a JOIN pg_proc p ON p.oid = a.amproc JOIN pg_namespace pn ON pn.oid = p.pronamespace
) q
JOIN pg_opfamily f ON f.oid = q.family
JOIN mine n ON n.oid = f.opfnamespace
JOIN pg_am m ON m.oid = f.opfmethod
WHERE q.oid >= 16384
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = q.class AND d.objid = q.oid AND d.refclassid = 'pg_opclass'::regclass)
  AND NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_opfamily'::regclass AND e.objid = f.oid)
  AND NOT EXISTS (SELECT FROM members e WHERE e.classid = q.class AND e.objid = q.oid)
