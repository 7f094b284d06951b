SELECT 'pg_opclass'::regclass, c.oid, 0, ARRAY[s.nspname, c.opcname], m.amname, concat_ws(' ', n.nspname, f.opfname, c.opcintype::regtype,
        c.opcdefault, nullif(c.opckeytype, c.opcintype)::regtype,
        (SELECT string_agg(concat_ws(' ', o.amopstrategy, o.amopopr::regoperator, nullif(o.amopsortfamily, 0)), ', '
                ORDER BY o.amopstrategy, o.amopopr::regoperator::text)
            FROM pg_depend d JOIN pg_amop o ON o.oid = d.objid
            WHERE d.classid = 'pg_amop'::regclass AND d.refclassid = 'pg_opclass'::regclass AND d.refobjid = c.oid),
        (SELECT string_agg(concat_ws(' ', p.amprocnum, p.amproclefttype::regtype, p.amprocrighttype::regtype, p.amproc::regprocedure), ', '
                ORDER BY p.amprocnum, p.amproclefttype::regtype::text, p.amprocrighttype::regtype::text)
            FROM pg_depend d JOIN pg_amproc p ON p.oid = d.objid
            WHERE d.classid = 'pg_amproc'::regclass AND d.refclassid = 'pg_opclass'::regclass AND d.refobjid = c.oid)), NULL
FROM pg_opclass c JOIN scope s ON s.oid = c.opcnamespace JOIN pg_am m ON m.oid = c.opcmethod
JOIN pg_opfamily f ON f.oid = c.opcfamily JOIN pg_namespace n ON n.oid = f.opfnamespace
