-- in pg_type d
-- It has no address of its own: what it hangs on is recorded for the domain.
SELECT 0, 0, 0, 0, json_build_object(
    'schema', n.nspname,
    'domain', t.typname,
    'expression', pg_get_expr(t.typdefaultbin, 0))
FROM pg_type t
JOIN mine n ON n.oid = t.typnamespace
WHERE t.typtype = 'd' AND t.typdefaultbin IS NOT NULL
  AND NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid)
