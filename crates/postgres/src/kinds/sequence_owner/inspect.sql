-- in pg_class S
SELECT 0, 0, 0, 0, json_build_object(
    'schema', n.nspname,
    'sequence', c.relname,
    'owner_schema', tn.nspname,
    'table', t.relname,
    'column', a.attname)
FROM pg_depend d
JOIN pg_class c ON c.oid = d.objid AND c.relkind = 'S'
JOIN mine n ON n.oid = c.relnamespace
JOIN pg_class t ON t.oid = d.refobjid
JOIN pg_namespace tn ON tn.oid = t.relnamespace
JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a'
  AND c.relpersistence <> 't'
  AND NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid)
