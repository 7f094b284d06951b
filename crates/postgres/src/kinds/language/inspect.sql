-- in pg_language
SELECT 'pg_language'::regclass::oid, l.oid, 0, 0, json_build_object(
    'name', l.lanname,
    'trusted', l.lanpltrusted,
    'functions', (
        SELECT json_agg(json_build_array(w.word, quote_ident(fn.nspname) || '.' || quote_ident(f.proname)) ORDER BY w.at)
        FROM (VALUES (1, 'HANDLER', l.lanplcallfoid), (2, 'INLINE', l.laninline), (3, 'VALIDATOR', l.lanvalidator)) w(at, word, oid)
        JOIN pg_proc f ON f.oid = w.oid JOIN pg_namespace fn ON fn.oid = f.pronamespace))
FROM pg_language l
WHERE l.oid >= 16384 AND l.lanispl
  AND NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_language'::regclass AND e.objid = l.oid)
