SELECT 'pg_proc'::regclass, p.oid, 0, ARRAY[s.nspname, p.proname], CASE
        WHEN a.aggkind <> 'n' THEN pg_get_function_identity_arguments(p.oid)
        WHEN p.pronargs = 0 THEN '*'
        ELSE (SELECT string_agg(format_type(t.type, NULL), ', ' ORDER BY t.at) FROM unnest(p.proargtypes) WITH ORDINALITY t(type, at))
    END,
    concat_ws(' ', to_jsonb(a) - '{aggfnoid,aggtranstype,aggmtranstype,aggsortop}'::text[], a.aggtranstype::regtype,
        a.aggmtranstype::regtype, a.aggsortop::regoperator, p.proparallel, pg_get_function_arguments(p.oid)), NULL
FROM pg_aggregate a JOIN pg_proc p ON p.oid = a.aggfnoid JOIN scope s ON s.oid = p.pronamespace
