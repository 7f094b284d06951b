-- A partition's copy of a trigger that fires otherwise than its parent's.
SELECT 'pg_trigger'::regclass, t.oid, 0, NULL, NULL, t.tgenabled,
    format('ALTER TABLE ONLY %s %s TRIGGER %I', r.oid::regclass,
        CASE p.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE' END, t.tgname)
FROM pg_trigger t JOIN pg_trigger p ON p.oid = t.tgparentid JOIN ours r ON r.oid = t.tgrelid
WHERE NOT p.tgisinternal AND t.tgenabled <> p.tgenabled
