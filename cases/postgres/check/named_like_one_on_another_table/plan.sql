-- forward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT same;

-- hazard may-fail: check public.c.same: rows that break the constraint stop it
-- hazard long-lock: check public.c.same: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.c
ALTER TABLE public.c ADD CONSTRAINT same CHECK ((b > 0));

-- backward

-- hazard may-fail: check public.a.same: rows that break the constraint stop it
-- hazard long-lock: check public.a.same: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ADD CONSTRAINT same CHECK ((b > 0));

-- locks ACCESS EXCLUSIVE on public.c
ALTER TABLE public.c DROP CONSTRAINT same;
