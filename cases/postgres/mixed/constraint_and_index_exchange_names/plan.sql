-- forward

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.q;

-- hazard long-lock: unique public.a.q: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a.q: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT p,
    ADD CONSTRAINT q UNIQUE (x);

-- hazard long-lock: index public.p: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX p ON public.a USING btree (y);

-- backward

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.p;

-- hazard long-lock: unique public.a.p: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a.p: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT q,
    ADD CONSTRAINT p UNIQUE (x);

-- hazard long-lock: index public.q: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX q ON public.a USING btree (y);
