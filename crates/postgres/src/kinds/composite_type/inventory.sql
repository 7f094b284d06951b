SELECT 'pg_type'::regclass, r.reltype, 0, ARRAY[s.nspname, r.relname], NULL, (
        SELECT string_agg(concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod), CASE WHEN a.attcollation <> t.typcollation
            THEN a.attcollation::regcollation END), ', ' ORDER BY a.attnum)
        FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid WHERE a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped), NULL
FROM ours r JOIN scope s ON s.oid = r.relnamespace
WHERE r.relkind = 'c'
