-- in pg_type e
SELECT 'pg_type'::regclass::oid, t.oid, 0, 0, json_build_object(
    'schema', n.nspname,
    'name', t.typname,
    'labels', (SELECT coalesce(json_agg(l.enumlabel ORDER BY l.enumsortorder), '[]')
               FROM pg_enum l WHERE l.enumtypid = t.oid))
FROM pg_type t
JOIN mine n ON n.oid = t.typnamespace
WHERE t.typtype = 'e'
  AND NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid)
