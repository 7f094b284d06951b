-- forward

-- hazard may-fail: check public.a.even: rows that break the constraint stop it
-- hazard long-lock: check public.a.even: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP COLUMN b,
    ADD COLUMN b integer GENERATED ALWAYS AS ((id * 4)) STORED,
    ADD CONSTRAINT even CHECK (((b % 2) = 0));

-- hazard long-lock: index public.a_b: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_b ON public.a USING btree (b);

-- backward

-- hazard may-fail: check public.a.even: rows that break the constraint stop it
-- hazard long-lock: check public.a.even: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP COLUMN b,
    ADD COLUMN b integer GENERATED ALWAYS AS ((id * 2)) STORED,
    ADD CONSTRAINT even CHECK (((b % 2) = 0));

-- hazard long-lock: index public.a_b: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_b ON public.a USING btree (b);
