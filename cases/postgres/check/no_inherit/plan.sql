-- forward

-- hazard may-fail: check public.a.x: rows that break the constraint stop it
-- hazard long-lock: check public.a.x: all rows are read while everyone waits
-- hazard may-fail: check public.a.y: rows that break the constraint stop it
-- hazard long-lock: check public.a.y: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.child
ALTER TABLE public.a DROP CONSTRAINT x,
    DROP CONSTRAINT y,
    ADD CONSTRAINT x CHECK ((b > 0)) NO INHERIT,
    ADD CONSTRAINT y CHECK ((b > 1));

-- backward

-- hazard may-fail: check public.a.x: rows that break the constraint stop it
-- hazard long-lock: check public.a.x: all rows are read while everyone waits
-- hazard may-fail: check public.a.y: rows that break the constraint stop it
-- hazard long-lock: check public.a.y: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.child
ALTER TABLE public.a DROP CONSTRAINT x,
    DROP CONSTRAINT y,
    ADD CONSTRAINT x CHECK ((b > 0)),
    ADD CONSTRAINT y CHECK ((b > 1)) NO INHERIT;
