-- in pg_opfamily
SELECT 'pg_opfamily'::regclass::oid, f.oid, 0, 0, json_build_object(
    'schema', n.nspname,
    'name', f.opfname,
    'method', m.amname)
FROM pg_opfamily f
JOIN mine n ON n.oid = f.opfnamespace
JOIN pg_am m ON m.oid = f.opfmethod
WHERE f.oid >= 16384
  AND NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_opfamily'::regclass AND e.objid = f.oid)
