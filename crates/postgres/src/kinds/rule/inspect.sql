-- in pg_rewrite
SELECT 'pg_rewrite'::regclass::oid, r.oid, 0, 0, json_build_object(
    'schema', n.nspname,
    'table', c.relname,
    'on', c.relkind,
    'name', r.rulename,
    'definition', pg_get_ruledef(r.oid),
    'firing', r.ev_enabled)
FROM pg_rewrite r
JOIN pg_class c ON c.oid = r.ev_class
JOIN mine n ON n.oid = c.relnamespace
-- Views are kept as rules of this name.
WHERE r.rulename <> '_RETURN'
  AND NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_rewrite'::regclass AND e.objid = r.oid)
