SELECT d.classoid::oid, d.objoid, d.objsubid, 0, json_build_object('text', d.description)
FROM pg_description d
WHERE d.objoid >= 16384
   OR d.classoid = 'pg_extension'::regclass
   OR (d.classoid = 'pg_namespace'::regclass AND d.objoid IN (SELECT oid FROM mine))
