-- in pg_event_trigger
SELECT 'pg_event_trigger'::regclass::oid, t.oid, 0, 0, json_build_object(
    'name', t.evtname,
    'event', t.evtevent,
    'tags', coalesce(t.evttags, '{}'),
    'function', format('%I.%I', n.nspname, p.proname),
    'firing', t.evtenabled)
FROM pg_event_trigger t
JOIN pg_proc p ON p.oid = t.evtfoid
JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE NOT EXISTS (SELECT FROM members e WHERE e.classid = 'pg_event_trigger'::regclass AND e.objid = t.oid)
