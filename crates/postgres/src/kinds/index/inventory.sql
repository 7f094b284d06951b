SELECT 'pg_class'::regclass, i.oid, 0, NULL, NULL, concat_ws(' ', pg_get_indexdef(i.oid), nullif(i.reltablespace, 0),
        CASE WHEN x.indisclustered THEN 'CLUSTER' END, CASE WHEN NOT x.indisvalid AND i.relkind = 'i' THEN 'INVALID' END,
        (SELECT string_agg(concat(a.attnum, '=', a.attstattarget), ' ' ORDER BY a.attnum) FROM pg_attribute a
            WHERE a.attrelid = i.oid AND x.indexprs IS NOT NULL AND a.attstattarget >= 0)), NULL
FROM ours i JOIN pg_index x ON x.indexrelid = i.oid
WHERE NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.oid AND c.conrelid = x.indrelid AND c.contype IN ('p', 'u', 'x'))
