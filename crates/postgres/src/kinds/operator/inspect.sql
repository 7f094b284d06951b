-- in pg_operator
SELECT 'pg_operator'::regclass::oid, o.oid, 0, 0, json_build_object(
    'schema', n.nspname,
    'name', o.oprname,
    'left', CASE WHEN o.oprleft <> 0 THEN format_type(o.oprleft, NULL) END,
    'right', format_type(o.oprright, NULL),
    'function', (SELECT quote_ident(fn.nspname) || '.' || quote_ident(f.proname)
                 FROM pg_proc f JOIN pg_namespace fn ON fn.oid = f.pronamespace WHERE f.oid = o.oprcode),
    'commutator', (SELECT quote_ident(cn.nspname) || '.' || c.oprname
                   FROM pg_operator c JOIN pg_namespace cn ON cn.oid = c.oprnamespace WHERE c.oid = o.oprcom),
    'negator', (SELECT quote_ident(gn.nspname) || '.' || g.oprname
                FROM pg_operator g JOIN pg_namespace gn ON gn.oid = g.oprnamespace WHERE g.oid = o.oprnegate),
    'restrict', (SELECT quote_ident(fn.nspname) || '.' || quote_ident(f.proname)
                 FROM pg_proc f JOIN pg_namespace fn ON fn.oid = f.pronamespace WHERE f.oid = o.oprrest),
    'join', (SELECT quote_ident(fn.nspname) || '.' || quote_ident(f.proname)
             FROM pg_proc f JOIN pg_namespace fn ON fn.oid = f.pronamespace WHERE f.oid = o.oprjoin),
    'hashes', o.oprcanhash,
    'merges', o.oprcanmerge)
FROM pg_operator o
JOIN mine n ON n.oid = o.oprnamespace
-- One without a function is only another's promise.
WHERE o.oprcode <> 0 AND o.oid >= 16384
  AND NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_operator'::regclass AND e.objid = o.oid)
