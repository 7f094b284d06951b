-- in pg_transform
SELECT 'pg_transform'::regclass::oid, t.oid, 0, 0, json_build_object(
    'type', format_type(t.trftype, NULL),
    'language', l.lanname,
    'functions', (
        SELECT json_agg(json_build_array(w.word, quote_ident(fn.nspname) || '.' || quote_ident(f.proname) ||
            '(' || pg_get_function_identity_arguments(f.oid) || ')') ORDER BY w.at)
        FROM (VALUES (1, 'FROM SQL WITH FUNCTION', t.trffromsql::oid), (2, 'TO SQL WITH FUNCTION', t.trftosql::oid)) w(at, word, oid)
        JOIN pg_proc f ON f.oid = w.oid JOIN pg_namespace fn ON fn.oid = f.pronamespace))
FROM pg_transform t
JOIN pg_language l ON l.oid = t.trflang
WHERE t.oid >= 16384
  AND NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_transform'::regclass AND e.objid = t.oid)
