-- forward

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.i;

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.j;

-- hazard long-lock: index public.i: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX i ON public.a USING btree (c);

-- hazard long-lock: index public.j: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX j ON public.a USING btree (b);

-- backward

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.i;

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.j;

-- hazard long-lock: index public.i: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX i ON public.a USING btree (b);

-- hazard long-lock: index public.j: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX j ON public.a USING btree (c);
