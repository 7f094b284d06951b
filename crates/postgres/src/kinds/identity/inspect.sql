-- in pg_class S
SELECT 'pg_class'::regclass::oid, s.seqrelid, 0, 0, json_build_object(
    'schema', t.nspname,
    'table', t.relname,
    'column', a.attname,
    'always', a.attidentity = 'a',
    'sequence_schema', sn.nspname,
    'sequence', sc.relname,
    'sequence_type', CASE WHEN s.seqtypid <> a.atttypid THEN s.seqtypid::regtype::text END,
    'start', s.seqstart,
    'increment', s.seqincrement,
    'min', s.seqmin,
    'max', s.seqmax,
    'cache', s.seqcache,
    'cycle', s.seqcycle)
FROM tables t
JOIN pg_attribute a ON a.attrelid = t.oid AND a.attidentity <> ''
JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
     AND d.classid = 'pg_class'::regclass AND d.deptype = 'i'
JOIN pg_sequence s ON s.seqrelid = d.objid
JOIN pg_class sc ON sc.oid = s.seqrelid
JOIN pg_namespace sn ON sn.oid = sc.relnamespace
