SELECT 'pg_publication'::regclass, p.oid, 0, NULL, NULL, to_jsonb(p) - '{oid,pubowner}'::text[], NULL
FROM pg_publication p
