-- in pg_type d
SELECT 'pg_constraint'::regclass::oid, con.oid, 0, 0, json_build_object(
    'schema', n.nspname,
    'domain', t.typname,
    'name', con.conname,
    'definition', concat('CHECK (', pg_get_expr(con.conbin, 0), ')'),
    'validated', con.convalidated)
FROM pg_constraint con
JOIN pg_type t ON t.oid = con.contypid
JOIN mine n ON n.oid = t.typnamespace
WHERE con.contype = 'c'
  AND NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid)
