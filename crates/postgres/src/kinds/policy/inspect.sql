-- in pg_policy
SELECT 'pg_policy'::regclass::oid, p.oid, 0, 0, json_build_object(
    'schema', n.nspname,
    'table', c.relname,
    'name', p.polname,
    'permissive', p.polpermissive,
    'command', p.polcmd,
    -- Nobody in particular is everyone.
    'roles', (SELECT coalesce(json_agg(a.rolname ORDER BY a.rolname), '[]') FROM pg_roles a WHERE a.oid = ANY (p.polroles)),
    'using', pg_get_expr(p.polqual, p.polrelid),
    'check', pg_get_expr(p.polwithcheck, p.polrelid))
FROM pg_policy p
JOIN pg_class c ON c.oid = p.polrelid
JOIN mine n ON n.oid = c.relnamespace
WHERE NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_policy'::regclass AND e.objid = p.oid)
