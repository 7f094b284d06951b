SELECT 'pg_proc'::regclass, p.oid, 0, ARRAY[s.nspname, p.proname], coalesce(
        (SELECT string_agg(format_type(t.type, NULL), ', ' ORDER BY t.at) FROM unnest(p.proargtypes) WITH ORDINALITY t(type, at)), ''),
    concat_ws(' ', p.prokind, pg_get_function_arguments(p.oid), pg_get_function_result(p.oid)), NULL
FROM pg_proc p JOIN scope s ON s.oid = p.pronamespace
-- The constructors of a range type come with it.
WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i')
