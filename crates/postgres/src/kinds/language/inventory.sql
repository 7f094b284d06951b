SELECT 'pg_language'::regclass, l.oid, 0, NULL, NULL, concat_ws(' ', l.lanpltrusted, nullif(l.lanplcallfoid, 0)::regproc,
    nullif(l.laninline, 0)::regproc, nullif(l.lanvalidator, 0)::regproc), NULL
FROM pg_language l
WHERE l.lanispl
