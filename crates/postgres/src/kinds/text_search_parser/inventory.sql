SELECT 'pg_ts_parser'::regclass, p.oid, 0, NULL, NULL, to_jsonb(p) - '{oid,prsnamespace}'::text[], NULL
FROM pg_ts_parser p JOIN scope s ON s.oid = p.prsnamespace
