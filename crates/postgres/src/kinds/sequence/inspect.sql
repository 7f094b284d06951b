-- in pg_class S
SELECT 'pg_class'::regclass::oid, c.oid, 0, 0, json_build_object(
    'schema', n.nspname,
    'name', c.relname,
    'unlogged', c.relpersistence = 'u',
    'may_be_unlogged', {{15: true | false}},
    'type', format_type(s.seqtypid, NULL),
    'start', s.seqstart,
    'increment', s.seqincrement,
    'min', s.seqmin,
    'max', s.seqmax,
    'cache', s.seqcache,
    'cycle', s.seqcycle)
FROM pg_sequence s
JOIN pg_class c ON c.oid = s.seqrelid
JOIN mine n ON n.oid = c.relnamespace
WHERE c.relpersistence <> 't'
  -- Internal sequences are those of identity columns; 'e' are an extension's.
  AND NOT EXISTS (SELECT FROM pg_depend d
                  WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('i', 'e'))
