SELECT 'pg_event_trigger'::regclass, t.oid, 0, NULL, NULL, concat_ws(' ', t.evtevent, t.evttags, t.evtfoid::regproc, t.evtenabled), NULL
FROM pg_event_trigger t
