SELECT 'pg_class'::regclass::oid, t.oid, a.attnum, a.attnum, json_build_object(
    'schema', t.nspname,
    'table', t.relname,
    'name', a.attname,
    'type', format_type(a.atttypid, a.atttypmod),
    'collation', CASE WHEN a.attcollation <> ty.typcollation THEN (
        SELECT quote_ident(cn.nspname) || '.' || quote_ident(co.collname)
        FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = a.attcollation) END,
    'not_null', a.attnotnull,
    'not_null_name', {{18: (
        SELECT con.conname FROM pg_constraint con
        WHERE con.conrelid = a.attrelid AND con.contype = 'n' AND con.conkey[1] = a.attnum
          AND con.conname <> t.relname || '_' || a.attname || '_not_null') | NULL}},
    'generated', CASE WHEN a.attgenerated <> '' THEN json_build_object(
        'expression', (SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d
                       WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum),
        'stored', a.attgenerated = 's') END,
    'storage', CASE WHEN a.attstorage <> ty.typstorage THEN a.attstorage END,
    'compression', nullif(a.attcompression, ''),
    'statistics', nullif(a.attstattarget, -1),
    'options', coalesce(a.attoptions, '{}'),
    'local', a.attislocal,
    'inherited', a.attinhcount > 0,
    'in_partition', t.relispartition,
    'is_enum', ty.typtype = 'e' OR EXISTS (
        SELECT FROM pg_type el WHERE el.oid = ty.typelem AND el.typtype = 'e' AND ty.typlen = -1))
FROM tables t
JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type ty ON ty.oid = a.atttypid
