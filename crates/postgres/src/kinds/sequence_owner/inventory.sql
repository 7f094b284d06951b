SELECT 'pg_class'::regclass, r.oid, 0, NULL, NULL, concat_ws('.', t.oid::regclass, quote_ident(a.attname)),
    format('ALTER SEQUENCE %s OWNED BY NONE', r.oid::regclass)
FROM ours r JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a'
JOIN pg_class t ON t.oid = d.refobjid JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
WHERE r.relkind = 'S'
