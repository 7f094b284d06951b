-- in pg_type r
SELECT 'pg_type'::regclass::oid, t.oid, 0, 0, json_build_object(
    'schema', n.nspname,
    'name', t.typname,
    'multirange', (SELECT json_build_array(mn.nspname, m.typname)
                   FROM pg_type m JOIN pg_namespace mn ON mn.oid = m.typnamespace WHERE m.oid = r.rngmultitypid),
    'subtype', format_type(r.rngsubtype, NULL),
    'operator_class', CASE WHEN NOT oc.opcdefault THEN (
        SELECT quote_ident(ocn.nspname) || '.' || quote_ident(oc.opcname) FROM pg_namespace ocn WHERE ocn.oid = oc.opcnamespace) END,
    'collation', CASE WHEN r.rngcollation <> s.typcollation THEN (
        SELECT quote_ident(cn.nspname) || '.' || quote_ident(co.collname)
        FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = r.rngcollation) END,
    'canonical', (SELECT quote_ident(pn.nspname) || '.' || quote_ident(p.proname)
        FROM pg_proc p JOIN pg_namespace pn ON pn.oid = p.pronamespace WHERE p.oid = r.rngcanonical),
    'difference', (SELECT quote_ident(pn.nspname) || '.' || quote_ident(p.proname)
        FROM pg_proc p JOIN pg_namespace pn ON pn.oid = p.pronamespace WHERE p.oid = r.rngsubdiff))
FROM pg_range r
JOIN pg_type t ON t.oid = r.rngtypid
JOIN mine n ON n.oid = t.typnamespace
JOIN pg_type s ON s.oid = r.rngsubtype
JOIN pg_opclass oc ON oc.oid = r.rngsubopc
WHERE NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid)
