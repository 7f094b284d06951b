-- in pg_ts_parser
SELECT 'pg_ts_parser'::regclass::oid, p.oid, 0, 0, json_build_object(
    'schema', n.nspname,
    'name', p.prsname,
    'functions', (
        SELECT json_agg(json_build_array(w.word, quote_ident(fn.nspname) || '.' || quote_ident(f.proname)) ORDER BY w.at)
        FROM (VALUES (1, 'START', p.prsstart::oid), (2, 'GETTOKEN', p.prstoken::oid), (3, 'END', p.prsend::oid),
                     (4, 'LEXTYPES', p.prslextype::oid), (5, 'HEADLINE', p.prsheadline::oid)) w(at, word, oid)
        JOIN pg_proc f ON f.oid = w.oid JOIN pg_namespace fn ON fn.oid = f.pronamespace))
FROM pg_ts_parser p
JOIN mine n ON n.oid = p.prsnamespace
WHERE p.oid >= 16384
  AND NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_ts_parser'::regclass AND e.objid = p.oid)
