-- in pg_statistic_ext
SELECT 'pg_statistic_ext'::regclass::oid, s.oid, 0, 0, json_build_object(
    'schema', n.nspname,
    'name', s.stxname,
    'table_schema', t.nspname,
    'table', t.relname,
    -- The server tells columns by their numbers; here they stand by name, so that their order says nothing.
    'definition', concat(
        CASE WHEN cardinality(k.kinds) BETWEEN 1 AND 2 AND k.several THEN '(' || array_to_string(k.kinds, ', ') || ') ' END,
        'ON ', concat_ws(', ', k.columns, k.expressions), format(' FROM %I.%I', t.nspname, t.relname)),
    'target', nullif(s.stxstattarget, -1))
FROM pg_statistic_ext s
JOIN mine n ON n.oid = s.stxnamespace
JOIN tables t ON t.oid = s.stxrelid
CROSS JOIN LATERAL (SELECT
    array_remove(ARRAY[CASE WHEN 'd' = ANY (s.stxkind) THEN 'ndistinct' END,
                       CASE WHEN 'f' = ANY (s.stxkind) THEN 'dependencies' END,
                       CASE WHEN 'm' = ANY (s.stxkind) THEN 'mcv' END], NULL) AS kinds,
    cardinality(s.stxkeys::int2[]) + coalesce(cardinality(pg_get_statisticsobjdef_expressions(s.oid)), 0) > 1 AS several,
    (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname)
     FROM pg_attribute a WHERE a.attrelid = s.stxrelid AND a.attnum = ANY (s.stxkeys)) AS columns,
    (SELECT string_agg('(' || e.told || ')', ', ' ORDER BY e.at)
     FROM unnest(pg_get_statisticsobjdef_expressions(s.oid)) WITH ORDINALITY e(told, at)) AS expressions) k
