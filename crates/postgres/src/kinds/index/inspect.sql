-- in pg_class i, pg_class I
SELECT 'pg_class'::regclass::oid, c.oid, 0, 0, 
    -- Plain indexes are put together from their columns; telling every definition would cost most of the time.
    CASE WHEN x.plain AND t.relkind = 'r' {{15: AND NOT i.indnullsnotdistinct | }}
    THEN json_build_array(t.nspname, t.relname, c.relname, i.indisunique, am.amname, i.indrelid::bigint, i.indkey::int2[])
    WHEN x.plain THEN json_build_object(
    'schema', t.nspname,
    'table', t.relname,
    'name', c.relname,
    'unique', i.indisunique,
    'nulls_not_distinct', {{15: i.indnullsnotdistinct | false}},
    'method', am.amname,
    'partitioned', t.relkind = 'p',
    'relation', i.indrelid::bigint,
    'columns', i.indkey::int2[])
    ELSE json_build_object(
    'schema', t.nspname,
    'table', t.relname,
    'name', c.relname,
    'unique', i.indisunique,
    'nulls_not_distinct', {{15: i.indnullsnotdistinct | false}},
    'definition', substr(
        pg_get_indexdef(i.indexrelid),
        length(format('CREATE %sINDEX %I ON %s%I.%I USING %I ',
            CASE WHEN i.indisunique THEN 'UNIQUE ' END, c.relname,
            CASE WHEN t.relkind = 'p' THEN 'ONLY ' END, t.nspname, t.relname, am.amname)) + 1),
    'method', am.amname,
    'options', coalesce(c.reloptions, '{}'),
    'tablespace', (SELECT s.spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace),
    'clustered', i.indisclustered,
    'valid', i.indisvalid OR t.relkind = 'p',
    'statistics', CASE WHEN i.indexprs IS NOT NULL THEN coalesce(
        (SELECT json_agg(json_build_array(a.attnum, a.attstattarget) ORDER BY a.attnum) FROM pg_attribute a
         WHERE a.attrelid = i.indexrelid AND a.attstattarget >= 0), '[]') ELSE '[]' END,
    'partitioned', t.relkind = 'p') END
FROM tables t
JOIN pg_index i ON i.indrelid = t.oid
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_am am ON am.oid = c.relam
CROSS JOIN LATERAL (SELECT
    i.indexprs IS NULL AND i.indpred IS NULL AND i.indnkeyatts = i.indnatts AND c.reloptions IS NULL
    AND c.reltablespace = 0 AND NOT i.indisclustered AND (i.indisvalid OR t.relkind = 'p')
    -- Operator classes of the other methods may have options, which stand in the index's own columns.
    AND am.amname IN ('btree', 'hash')
    AND i.indoption::text ~ '^[0 ]*$'
    AND i.indcollation::text ~ '^(0|100| )*$'
    AND NOT i.indclass::oid[] && ARRAY(SELECT oc.oid FROM pg_opclass oc WHERE NOT oc.opcdefault) AS plain) x
WHERE NOT EXISTS (SELECT FROM pg_constraint con
                  WHERE con.conindid = i.indexrelid AND con.conrelid = i.indrelid AND con.contype IN ('p', 'u', 'x'))
UNION ALL
-- Those of materialized views, whose columns are not read by themselves.
SELECT 'pg_class'::regclass::oid, c.oid, 0, 0, json_build_object(
    'schema', n.nspname,
    'table', t.relname,
    'on', t.relkind,
    'name', c.relname,
    'unique', i.indisunique,
    'nulls_not_distinct', {{15: i.indnullsnotdistinct | false}},
    'definition', substr(
        pg_get_indexdef(i.indexrelid),
        length(format('CREATE %sINDEX %I ON %I.%I USING %I ',
            CASE WHEN i.indisunique THEN 'UNIQUE ' END, c.relname, n.nspname, t.relname, am.amname)) + 1),
    'method', am.amname,
    'options', coalesce(c.reloptions, '{}'),
    'tablespace', (SELECT s.spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace),
    'clustered', i.indisclustered,
    'valid', i.indisvalid,
    'statistics', coalesce(
        (SELECT json_agg(json_build_array(a.attnum, a.attstattarget) ORDER BY a.attnum) FROM pg_attribute a
         WHERE i.indexprs IS NOT NULL AND a.attrelid = i.indexrelid AND a.attstattarget >= 0), '[]'),
    'partitioned', false)
FROM pg_class t
JOIN mine n ON n.oid = t.relnamespace
JOIN pg_index i ON i.indrelid = t.oid
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_am am ON am.oid = c.relam
WHERE t.relkind = 'm'
  AND NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_class'::regclass AND e.objid = t.oid)
