-- in pg_publication
SELECT {{15: 'pg_publication_namespace'::regclass::oid | 0}}, r.oid, 0, 0, json_build_object(
    'publication', p.pubname,
    'schema', n.nspname)
FROM {{15: pg_publication_namespace r | (SELECT 0 AS oid, 0 AS pnpubid, 0 AS pnnspid WHERE false) r}}
JOIN pg_publication p ON p.oid = r.pnpubid
JOIN mine n ON n.oid = r.pnnspid
WHERE NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_publication'::regclass AND e.objid = p.oid)
