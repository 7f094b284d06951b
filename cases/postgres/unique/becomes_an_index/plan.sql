-- forward

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_c;

-- hazard long-lock: unique public.a.a_c: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a.a_c: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT a_b,
    ADD CONSTRAINT a_c UNIQUE (c);

-- hazard long-lock: index public.a_b: writers wait while it is built
-- hazard may-fail: index public.a_b: rows that are not unique stop it
-- locks SHARE on public.a
CREATE UNIQUE INDEX a_b ON public.a USING btree (b);

-- backward

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_b;

-- hazard long-lock: unique public.a.a_b: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a.a_b: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT a_c,
    ADD CONSTRAINT a_b UNIQUE (b);

-- hazard long-lock: index public.a_c: writers wait while it is built
-- hazard may-fail: index public.a_c: rows that are not unique stop it
-- locks SHARE on public.a
CREATE UNIQUE INDEX a_c ON public.a USING btree (c);
