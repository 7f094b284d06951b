-- forward

-- hazard may-fail: check public.a.changes: rows that break the constraint stop it
-- hazard long-lock: check public.a.changes: all rows are read while everyone waits
-- hazard may-fail: check public.a.comes: rows that break the constraint stop it
-- hazard long-lock: check public.a.comes: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT changes,
    DROP CONSTRAINT gone,
    ADD CONSTRAINT changes CHECK ((c > 1)),
    ADD CONSTRAINT comes CHECK ((b > 0));

-- backward

-- hazard may-fail: check public.a.changes: rows that break the constraint stop it
-- hazard long-lock: check public.a.changes: all rows are read while everyone waits
-- hazard may-fail: check public.a.gone: rows that break the constraint stop it
-- hazard long-lock: check public.a.gone: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT changes,
    DROP CONSTRAINT comes,
    ADD CONSTRAINT changes CHECK ((c > 0)),
    ADD CONSTRAINT gone CHECK ((b < 100));
