-- in pg_proc a
SELECT 'pg_proc'::regclass::oid, p.oid, 0, 0, json_build_object(
    'schema', n.nspname,
    'name', p.proname,
    'arguments', coalesce(nullif(pg_get_function_arguments(p.oid), ''), '*'),
    'signature', CASE
        WHEN g.aggkind <> 'n' THEN pg_get_function_identity_arguments(p.oid)
        WHEN p.pronargs = 0 THEN '*'
        ELSE (SELECT string_agg(format_type(a.type, NULL), ', ' ORDER BY a.number)
              FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY a(type, number)) END,
    'result', format_type(p.prorettype, NULL),
    'kind', g.aggkind,
    'definition', concat_ws(E',\n    ',
        'SFUNC = ' || g.aggtransfn::regproc,
        'STYPE = ' || format_type(g.aggtranstype, NULL),
        'SSPACE = ' || nullif(g.aggtransspace, 0),
        'FINALFUNC = ' || nullif(g.aggfinalfn, 0)::regproc,
        CASE WHEN g.aggfinalextra THEN 'FINALFUNC_EXTRA' END,
        CASE WHEN g.aggfinalfn <> 0 AND g.aggfinalmodify <> u.modifies THEN 'FINALFUNC_MODIFY = ' || f.word END,
        'COMBINEFUNC = ' || nullif(g.aggcombinefn, 0)::regproc,
        'SERIALFUNC = ' || nullif(g.aggserialfn, 0)::regproc,
        'DESERIALFUNC = ' || nullif(g.aggdeserialfn, 0)::regproc,
        'INITCOND = ' || quote_literal(g.agginitval),
        'MSFUNC = ' || nullif(g.aggmtransfn, 0)::regproc,
        'MINVFUNC = ' || nullif(g.aggminvtransfn, 0)::regproc,
        'MSTYPE = ' || format_type(nullif(g.aggmtranstype, 0), NULL),
        'MSSPACE = ' || nullif(g.aggmtransspace, 0),
        'MFINALFUNC = ' || nullif(g.aggmfinalfn, 0)::regproc,
        CASE WHEN g.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END,
        CASE WHEN g.aggmfinalfn <> 0 AND g.aggmfinalmodify <> u.modifies THEN 'MFINALFUNC_MODIFY = ' || m.word END,
        'MINITCOND = ' || quote_literal(g.aggminitval),
        (SELECT format('SORTOP = OPERATOR(%I.%s)', o_n.nspname, o.oprname)
         FROM pg_operator o JOIN pg_namespace o_n ON o_n.oid = o.oprnamespace WHERE o.oid = g.aggsortop),
        CASE p.proparallel WHEN 's' THEN 'PARALLEL = SAFE' WHEN 'r' THEN 'PARALLEL = RESTRICTED' END,
        CASE WHEN g.aggkind = 'h' THEN 'HYPOTHETICAL' END))
FROM pg_aggregate g
JOIN pg_proc p ON p.oid = g.aggfnoid
JOIN mine n ON n.oid = p.pronamespace
CROSS JOIN LATERAL (SELECT CASE WHEN g.aggkind = 'n' THEN 'r' ELSE 'w' END::"char" AS modifies) u
LEFT JOIN (VALUES ('r'::"char", 'READ_ONLY'), ('s', 'SHAREABLE'), ('w', 'READ_WRITE')) f(letter, word)
    ON f.letter = g.aggfinalmodify
LEFT JOIN (VALUES ('r'::"char", 'READ_ONLY'), ('s', 'SHAREABLE'), ('w', 'READ_WRITE')) m(letter, word)
    ON m.letter = g.aggmfinalmodify
WHERE p.oid >= 16384
  AND NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid)
