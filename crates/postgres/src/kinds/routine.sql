SELECT 'pg_proc'::regclass::oid, p.oid, 0, 0, json_build_object(
    'schema', n.nspname,
    'name', p.proname,
    'arguments', pg_get_function_arguments(p.oid),
    -- Mode, name and type of each, as far as it decides what may be replaced.
    'parameters', (
        SELECT coalesce(json_agg(json_build_array(
            coalesce(p.proargmodes[a.number], 'i'), coalesce(p.proargnames[a.number], ''), format_type(a.type, NULL))
            ORDER BY a.number), '[]')
        FROM unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) WITH ORDINALITY a(type, number)),
    'defaults', p.pronargdefaults,
    'result', pg_get_function_result(p.oid),
    'language', l.lanname,
    'library', p.probin,
    'source', CASE WHEN p.prosqlbody IS NULL THEN p.prosrc END,
    'sql_body', CASE WHEN p.prosqlbody IS NOT NULL THEN pg_get_function_sqlbody(p.oid) END,
    'window', p.prokind = 'w',
    'volatility', p.provolatile,
    'strict', p.proisstrict,
    'security_definer', p.prosecdef,
    'leakproof', p.proleakproof,
    'parallel', p.proparallel,
    'cost', CASE WHEN p.procost <> CASE WHEN l.lanname IN ('c', 'internal') THEN 1 ELSE 100 END THEN p.procost::text END,
    'rows', CASE WHEN p.proretset AND p.prorows <> 1000 THEN p.prorows::text END,
    'support', CASE WHEN p.prosupport <> 0 THEN p.prosupport::regproc::text END,
    'transforms', (SELECT coalesce(json_agg(format_type(t.type, NULL) ORDER BY t.number), '[]')
                   FROM unnest(p.protrftypes) WITH ORDINALITY t(type, number)),
    'settings', coalesce(p.proconfig, '{}'))
FROM pg_proc p
JOIN mine n ON n.oid = p.pronamespace
JOIN pg_language l ON l.oid = p.prolang
WHERE NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid)
  -- The constructors of a range type come with it.
  AND NOT EXISTS (SELECT FROM pg_depend i WHERE i.classid = 'pg_proc'::regclass AND i.objid = p.oid AND i.deptype = 'i')
  AND p.oid >= 16384
