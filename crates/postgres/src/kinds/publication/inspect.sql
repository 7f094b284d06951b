-- in pg_publication
SELECT 'pg_publication'::regclass::oid, p.oid, 0, 0, json_build_object(
    'name', p.pubname,
    'all_tables', p.puballtables,
    'publish', concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END,
        CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END),
    'via_root', p.pubviaroot,
    'generated_columns', {{18: p.pubgencols = 's' | false}})
FROM pg_publication p
WHERE NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_publication'::regclass AND e.objid = p.oid)
