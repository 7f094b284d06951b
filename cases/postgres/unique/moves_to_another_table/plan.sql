-- forward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT once;

-- hazard long-lock: unique public.b.once: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.b.once: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.b
ALTER TABLE public.b ADD CONSTRAINT once UNIQUE (x);

-- backward

-- locks ACCESS EXCLUSIVE on public.b
ALTER TABLE public.b DROP CONSTRAINT once;

-- hazard long-lock: unique public.a.once: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a.once: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ADD CONSTRAINT once UNIQUE (x);
