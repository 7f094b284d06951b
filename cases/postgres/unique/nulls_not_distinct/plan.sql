-- forward

-- hazard long-lock: unique public.a.a_b_key: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a.a_b_key: rows that break the constraint stop it
-- hazard long-lock: unique public.a.a_c: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a.a_c: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT a_b_key,
    DROP CONSTRAINT a_c,
    ADD CONSTRAINT a_b_key UNIQUE NULLS NOT DISTINCT (b),
    ADD CONSTRAINT a_c UNIQUE (c);

-- backward

-- hazard long-lock: unique public.a.a_b_key: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a.a_b_key: rows that break the constraint stop it
-- hazard long-lock: unique public.a.a_c: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a.a_c: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT a_b_key,
    DROP CONSTRAINT a_c,
    ADD CONSTRAINT a_b_key UNIQUE (b),
    ADD CONSTRAINT a_c UNIQUE NULLS NOT DISTINCT (c);
