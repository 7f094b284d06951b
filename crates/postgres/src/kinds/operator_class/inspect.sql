-- in pg_opclass
SELECT 'pg_opclass'::regclass::oid, c.oid, 0, 0, json_build_object(
    'schema', n.nspname,
    'name', c.opcname,
    'method', m.amname,
    'family', json_build_array(fn.nspname, f.opfname),
    'type', format_type(c.opcintype, NULL),
    'default', c.opcdefault,
    'storage', CASE WHEN c.opckeytype <> 0 AND c.opckeytype <> c.opcintype THEN format_type(c.opckeytype, NULL) END,
    'members', (
        SELECT coalesce(json_agg(q.member ORDER BY q.role DESC, q.number, q.member), '[]')
        FROM (
            SELECT 'operator' AS role, a.amopstrategy AS number,
                concat('OPERATOR ', a.amopstrategy, ' ', quote_ident(opn.nspname), '.', o.oprname,
                    '(', format_type(o.oprleft, NULL), ', ', format_type(o.oprright, NULL), ')',
                    CASE WHEN a.amopsortfamily <> 0 THEN ' FOR ORDER BY ' || (
                        SELECT quote_ident(sn.nspname) || '.' || quote_ident(s.opfname)
                        FROM pg_opfamily s JOIN pg_namespace sn ON sn.oid = s.opfnamespace WHERE s.oid = a.amopsortfamily) END) AS member
            FROM pg_depend d
            JOIN pg_amop a ON a.oid = d.objid
            JOIN pg_operator o ON o.oid = a.amopopr JOIN pg_namespace opn ON opn.oid = o.oprnamespace
            WHERE d.classid = 'pg_amop'::regclass AND d.refclassid = 'pg_opclass'::regclass AND d.refobjid = c.oid
            UNION ALL
            SELECT 'function', a.amprocnum,
                concat('FUNCTION ', a.amprocnum, ' (', format_type(a.amproclefttype, NULL), ', ', format_type(a.amprocrighttype, NULL), ') ',
                    quote_ident(pn.nspname), '.', quote_ident(p.proname), '(', pg_get_function_identity_arguments(p.oid), ')')
            FROM pg_depend d
            JOIN pg_amproc a ON a.oid = d.objid
            JOIN pg_proc p ON p.oid = a.amproc JOIN pg_namespace pn ON pn.oid = p.pronamespace
            WHERE d.classid = 'pg_amproc'::regclass AND d.refclassid = 'pg_opclass'::regclass AND d.refobjid = c.oid
        ) q))
FROM pg_opclass c
JOIN mine n ON n.oid = c.opcnamespace
JOIN pg_am m ON m.oid = c.opcmethod
JOIN pg_opfamily f ON f.oid = c.opcfamily
JOIN pg_namespace fn ON fn.oid = f.opfnamespace
WHERE c.oid >= 16384
  AND NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_opclass'::regclass AND e.objid = c.oid)
