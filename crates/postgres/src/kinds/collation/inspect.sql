-- in pg_collation
SELECT 'pg_collation'::regclass::oid, c.oid, 0, 0, json_build_object(
    'schema', n.nspname,
    'name', c.collname,
    'provider', c.collprovider,
    'locale', CASE WHEN c.collprovider <> 'c' THEN coalesce(to_jsonb(c) ->> {{17: 'colllocale' | 'colliculocale'}}, c.collcollate::text) END,
    'collate', CASE WHEN c.collprovider = 'c' THEN c.collcollate::text END,
    'ctype', CASE WHEN c.collprovider = 'c' THEN c.collctype::text END,
    'deterministic', c.collisdeterministic,
    'rules', {{16: c.collicurules | NULL}})
FROM pg_collation c
JOIN mine n ON n.oid = c.collnamespace
WHERE NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_collation'::regclass AND e.objid = c.oid)
