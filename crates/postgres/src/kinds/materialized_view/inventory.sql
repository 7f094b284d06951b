SELECT 'pg_class'::regclass, r.oid, 0, NULL, NULL, concat_ws(' ', pg_get_viewdef(r.oid), r.reloptions, nullif(r.reltablespace, 0),
        (SELECT m.amname FROM pg_am m WHERE m.oid = r.relam), t.reloptions, (
        SELECT string_agg(concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod), a.attstorage, a.attcompression,
            CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END, a.attoptions), ', ' ORDER BY a.attnum)
        FROM pg_attribute a WHERE a.attrelid = r.oid AND a.attnum > 0)), NULL
FROM ours r LEFT JOIN pg_class t ON t.oid = r.reltoastrelid
WHERE r.relkind = 'm'
