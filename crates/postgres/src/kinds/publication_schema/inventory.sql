SELECT {{15: 'pg_publication_namespace'::regclass::oid | 0::oid}}, n.oid, 0, ARRAY[p.pubname, s.nspname], NULL, '',
    format('ALTER PUBLICATION %I DROP TABLES IN SCHEMA %I', p.pubname, s.nspname)
FROM {{15: pg_publication_namespace | (SELECT 0::oid AS oid, 0::oid AS pnpubid, 0::oid AS pnnspid WHERE false)}} n
JOIN pg_publication p ON p.oid = n.pnpubid JOIN scope s ON s.oid = n.pnnspid
