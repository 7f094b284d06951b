SELECT f.fact, 'pg_class'::regclass, r.oid, a.attnum, NULL,
    format('ALTER TABLE %s ALTER COLUMN %I %s', r.oid::regclass, a.attname, f.making),
    format('ALTER TABLE %s ALTER COLUMN %I %s', r.oid::regclass, a.attname, f.removal)
FROM pg_attribute a JOIN ours r ON r.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
CROSS JOIN LATERAL (VALUES
    ('not null', CASE WHEN a.attnotnull THEN 'SET NOT NULL' END, 'DROP NOT NULL'),
    ('storage', 'SET STORAGE ' || CASE WHEN a.attstorage <> t.typstorage THEN
        CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END END,
        'SET STORAGE ' || CASE t.typstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END),
    ('compression', 'SET COMPRESSION ' || CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END, 'SET COMPRESSION default'),
    ('statistics target', 'SET STATISTICS ' || CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END, 'SET STATISTICS -1'),
    ('column options', 'SET (' || array_to_string(a.attoptions, ', ') || ')',
        'RESET (' || (SELECT string_agg(split_part(o, '=', 1), ', ') FROM unnest(a.attoptions) o) || ')')
) f(fact, making, removal)
WHERE r.relkind IN ('r', 'p', 'f') AND a.attnum > 0 AND NOT a.attisdropped AND f.making IS NOT NULL
UNION ALL
SELECT 'column foreign options', 'pg_class'::regclass, r.oid, a.attnum, NULL,
    format('ALTER FOREIGN TABLE %s ALTER COLUMN %I OPTIONS (%s)', r.oid::regclass, a.attname,
        (SELECT string_agg(format('ADD %I %L', o.option_name, o.option_value), ', ') FROM pg_options_to_table(a.attfdwoptions) o)),
    format('ALTER FOREIGN TABLE %s ALTER COLUMN %I OPTIONS (%s)', r.oid::regclass, a.attname,
        (SELECT string_agg(format('DROP %I', o.option_name), ', ') FROM pg_options_to_table(a.attfdwoptions) o))
FROM pg_attribute a JOIN ours r ON r.oid = a.attrelid
WHERE r.relkind = 'f' AND a.attfdwoptions <> '{}' AND NOT a.attisdropped
