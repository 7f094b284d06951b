-- forward

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.i;

-- hazard long-lock: index public.i: writers wait while it is built
-- locks SHARE on public.b
CREATE INDEX i ON public.b USING btree (x);

-- backward

-- locks ACCESS EXCLUSIVE on public.b
DROP INDEX public.i;

-- hazard long-lock: index public.i: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX i ON public.a USING btree (x);
