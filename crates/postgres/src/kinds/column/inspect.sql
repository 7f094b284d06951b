-- in pg_class r, pg_class p, pg_class f
SELECT 'pg_class'::regclass::oid, t.oid, a.attnum, a.attnum, -- Most columns have nothing but a name and a type, and saying so little takes a fraction of the time.
    -- Their tables are known from the address.
    CASE WHEN a.attcollation = ty.typcollation AND a.attgenerated = '' AND a.attstorage = ty.typstorage
        AND a.attcompression = '' AND coalesce(a.attstattarget, -1) = -1 AND a.attoptions IS NULL
        AND a.attislocal AND a.attinhcount = 0 AND NOT t.relispartition AND t.relkind <> 'f' AND ty.typtype = 'b' 
        AND (ty.typelem = 0 OR EXISTS (SELECT FROM pg_type el WHERE el.oid = ty.typelem AND el.typtype = 'b'))
        {{18: AND NOT a.attnotnull | }}
    THEN json_build_array(a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull)
    ELSE json_build_object(
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
    'not_null_inherited', {{18: EXISTS (
        SELECT FROM pg_constraint con
        WHERE con.conrelid = a.attrelid AND con.contype = 'n' AND con.conkey[1] = a.attnum AND con.coninhcount > 0)
        | false}},
    'generated', CASE WHEN a.attgenerated <> '' THEN json_build_object(
        'expression', (SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d
                       WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum),
        'stored', a.attgenerated = 's') END,
    'storage', CASE WHEN a.attstorage <> ty.typstorage THEN a.attstorage END,
    'storage_of_type', ty.typstorage,
    'compression', nullif(a.attcompression, ''),
    'statistics', nullif(a.attstattarget, -1),
    'options', coalesce(a.attoptions, '{}'),
    'foreign_options', {{foreign_options: a.attfdwoptions}},
    'in_foreign_table', t.relkind = 'f',
    'local', a.attislocal,
    'inherited', a.attinhcount > 0,
    'in_partition', t.relispartition,
    'family', coalesce((SELECT el.typtype FROM pg_type el WHERE el.oid = ty.typelem AND el.typtype <> 'b'), ty.typtype)) END
FROM tables t
JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type ty ON ty.oid = a.atttypid
