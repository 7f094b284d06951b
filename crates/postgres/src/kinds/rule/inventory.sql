SELECT 'pg_rewrite'::regclass, w.oid, 0, NULL, NULL, concat_ws(' ', pg_get_ruledef(w.oid), w.ev_enabled), NULL
FROM pg_rewrite w JOIN ours r ON r.oid = w.ev_class
-- Views are kept as rules of this name.
WHERE w.rulename <> '_RETURN'
