-- forward

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.i;

-- hazard may-fail: check public.a.c: rows that break the constraint stop it
-- hazard long-lock: check public.a.c: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT c,
    ADD CONSTRAINT c CHECK ((x > 1));

-- hazard long-lock: index public.i: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX i ON public.a USING btree (x DESC);

COMMENT ON CONSTRAINT c ON public.a IS 'check';

-- locks SHARE UPDATE EXCLUSIVE on public.a
COMMENT ON INDEX public.i IS 'index';

-- backward

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.i;

-- hazard may-fail: check public.a.c: rows that break the constraint stop it
-- hazard long-lock: check public.a.c: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT c,
    ADD CONSTRAINT c CHECK ((x > 0));

-- hazard long-lock: index public.i: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX i ON public.a USING btree (x);

COMMENT ON CONSTRAINT c ON public.a IS 'check';

-- locks SHARE UPDATE EXCLUSIVE on public.a
COMMENT ON INDEX public.i IS 'index';
