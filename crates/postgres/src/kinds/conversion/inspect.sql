-- in pg_conversion
SELECT 'pg_conversion'::regclass::oid, c.oid, 0, 0, json_build_object(
    'schema', n.nspname,
    'name', c.conname,
    'default', c.condefault,
    'source', pg_encoding_to_char(c.conforencoding),
    'target', pg_encoding_to_char(c.contoencoding),
    'function', quote_ident(fn.nspname) || '.' || quote_ident(f.proname))
FROM pg_conversion c
JOIN mine n ON n.oid = c.connamespace
JOIN pg_proc f ON f.oid = c.conproc
JOIN pg_namespace fn ON fn.oid = f.pronamespace
WHERE c.oid >= 16384
  AND NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_conversion'::regclass AND e.objid = c.oid)
