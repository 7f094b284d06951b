SELECT d.classoid::oid, d.objoid, d.objsubid, 0, json_build_object('text', d.description)
FROM pg_description d
WHERE d.objoid >= 16384
UNION ALL
-- in pg_roles
SELECT d.classoid::oid, d.objoid, 0, 0, json_build_object('text', d.description)
FROM pg_shdescription d
WHERE d.classoid = 'pg_authid'::regclass AND d.objoid >= 16384
UNION ALL
SELECT d.classoid::oid, d.objoid, d.objsubid, 0, json_build_object('text', d.description)
FROM pg_description d
WHERE d.objoid < 16384
  AND (d.classoid = 'pg_extension'::regclass
   OR (d.classoid = 'pg_namespace'::regclass AND d.objoid IN (SELECT oid FROM mine)))
