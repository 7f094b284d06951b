-- in pg_cast
SELECT 'pg_cast'::regclass::oid, c.oid, 0, 0, json_build_object(
    'source', format_type(c.castsource, NULL),
    'target', format_type(c.casttarget, NULL),
    'function', (SELECT quote_ident(n.nspname) || '.' || quote_ident(p.proname) || '(' || pg_get_function_identity_arguments(p.oid) || ')'
                 FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.oid = c.castfunc),
    'method', c.castmethod,
    'context', c.castcontext)
FROM pg_cast c
WHERE c.oid >= 16384
  -- Those between a range and its multirange come with the type.
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_cast'::regclass AND d.objid = c.oid AND d.deptype IN ('e', 'i'))
