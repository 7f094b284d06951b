-- forward

-- hazard long-lock: unique public.a.x: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a.x: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT x,
    ADD CONSTRAINT x UNIQUE (b);

-- backward

-- hazard may-fail: check public.a.x: rows that break the constraint stop it
-- hazard long-lock: check public.a.x: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT x,
    ADD CONSTRAINT x CHECK ((b > 0));
