-- in pg_trigger
SELECT 'pg_trigger'::regclass::oid, g.oid, 0, 0, json_build_object(
    'schema', n.nspname,
    'table', c.relname,
    'on', c.relkind,
    'name', g.tgname,
    'definition', pg_get_triggerdef(g.oid),
    'constraint', g.tgconstraint <> 0,
    'firing', g.tgenabled)
FROM pg_trigger g
JOIN pg_class c ON c.oid = g.tgrelid
JOIN mine n ON n.oid = c.relnamespace
-- Those of partitions that come from the partitioned table are its own.
WHERE NOT g.tgisinternal AND g.tgparentid = 0
  AND NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_trigger'::regclass AND e.objid = g.oid)
