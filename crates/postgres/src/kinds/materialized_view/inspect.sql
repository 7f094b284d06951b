-- in pg_class m
SELECT 'pg_class'::regclass::oid, c.oid, 0, 0, json_build_object(
    'schema', n.nspname,
    'name', c.relname,
    'columns', (
        SELECT coalesce(json_agg(json_build_object(
            'schema', n.nspname,
            'table', c.relname,
            'name', a.attname,
            'type', format_type(a.atttypid, a.atttypmod),
            'not_null', false,
            'storage', CASE WHEN a.attstorage <> ty.typstorage THEN a.attstorage END,
            'storage_of_type', ty.typstorage,
            'compression', nullif(a.attcompression, ''),
            'statistics', nullif(a.attstattarget, -1),
            'options', coalesce(a.attoptions, '{}')) ORDER BY a.attnum), '[]')
        FROM pg_attribute a
        JOIN pg_type ty ON ty.oid = a.atttypid
        WHERE a.attrelid = c.oid AND a.attnum > 0),
    'options', coalesce(c.reloptions, '{}'),
    'toast_options', coalesce((SELECT toast.reloptions FROM pg_class toast WHERE toast.oid = c.reltoastrelid), '{}'),
    'tablespace', (SELECT s.spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace),
    'access_method', nullif((SELECT am.amname FROM pg_am am WHERE am.oid = c.relam), 'heap'),
    'definition', pg_get_viewdef(c.oid),
    'populated', c.relispopulated)
FROM pg_class c
JOIN mine n ON n.oid = c.relnamespace
WHERE c.relkind = 'm'
  AND NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid)
