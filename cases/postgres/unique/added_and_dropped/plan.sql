-- forward

-- hazard long-lock: unique public.a.new_one: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a.new_one: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT old_one,
    ADD CONSTRAINT new_one UNIQUE (id, b);

-- backward

-- hazard long-lock: unique public.a.old_one: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a.old_one: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT new_one,
    ADD CONSTRAINT old_one UNIQUE (b);
