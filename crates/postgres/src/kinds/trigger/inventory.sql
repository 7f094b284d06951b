SELECT 'pg_trigger'::regclass, t.oid, 0, NULL, NULL, concat_ws(' ', pg_get_triggerdef(t.oid), t.tgenabled), NULL
FROM pg_trigger t JOIN ours r ON r.oid = t.tgrelid
-- A partition's copy is its parent's.
WHERE NOT t.tgisinternal AND t.tgparentid = 0
