SELECT 'pg_statistic_ext'::regclass::oid, s.oid, 0, 0, json_build_object(
    'schema', n.nspname,
    'name', s.stxname,
    'table_schema', t.nspname,
    'table', t.relname,
    'definition', substr(pg_get_statisticsobjdef(s.oid),
        length(format('CREATE STATISTICS %I.%I ', n.nspname, s.stxname)) + 1),
    'target', nullif(s.stxstattarget, -1))
FROM pg_statistic_ext s
JOIN mine n ON n.oid = s.stxnamespace
JOIN tables t ON t.oid = s.stxrelid
