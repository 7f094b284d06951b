-- in pg_publication
SELECT 'pg_publication_rel'::regclass::oid, r.oid, 0, 0, json_build_object(
    'publication', p.pubname,
    'schema', t.nspname,
    'table', t.relname,
    'columns', {{15: (
        SELECT json_agg(a.attname ORDER BY a.attnum)
        FROM pg_attribute a WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs)) | NULL}},
    'filter', {{15: pg_get_expr(r.prqual, r.prrelid) | NULL}})
FROM pg_publication_rel r
JOIN pg_publication p ON p.oid = r.prpubid
JOIN tables t ON t.oid = r.prrelid
WHERE NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_publication'::regclass AND e.objid = p.oid)
