-- in pg_ts_template
SELECT 'pg_ts_template'::regclass::oid, t.oid, 0, 0, json_build_object(
    'schema', n.nspname,
    'name', t.tmplname,
    'functions', (
        SELECT json_agg(json_build_array(w.word, quote_ident(fn.nspname) || '.' || quote_ident(f.proname)) ORDER BY w.at)
        FROM (VALUES (1, 'INIT', t.tmplinit::oid), (2, 'LEXIZE', t.tmpllexize::oid)) w(at, word, oid)
        JOIN pg_proc f ON f.oid = w.oid JOIN pg_namespace fn ON fn.oid = f.pronamespace))
FROM pg_ts_template t
JOIN mine n ON n.oid = t.tmplnamespace
WHERE t.oid >= 16384
  AND NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_ts_template'::regclass AND e.objid = t.oid)
