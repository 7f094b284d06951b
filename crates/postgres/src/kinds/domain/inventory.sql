SELECT 'pg_type'::regclass, t.oid, 0, ARRAY[s.nspname, t.typname], NULL, concat_ws(' ', format_type(t.typbasetype, t.typtypmod),
    'COLLATE ' || CASE WHEN t.typcollation <> b.typcollation THEN t.typcollation::regcollation::text END), NULL
FROM pg_type t JOIN pg_type b ON b.oid = t.typbasetype JOIN scope s ON s.oid = t.typnamespace
WHERE t.typtype = 'd'
