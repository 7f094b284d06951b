SELECT 'pg_ts_template'::regclass, t.oid, 0, NULL, NULL, to_jsonb(t) - '{oid,tmplnamespace}'::text[], NULL
FROM pg_ts_template t JOIN scope s ON s.oid = t.tmplnamespace
