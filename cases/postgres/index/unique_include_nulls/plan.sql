-- forward

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_b;

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_c;

-- hazard long-lock: index public.a_b: writers wait while it is built
-- hazard may-fail: index public.a_b: rows that are not unique stop it
-- locks SHARE on public.a
CREATE UNIQUE INDEX a_b ON public.a USING btree (b) NULLS NOT DISTINCT;

-- hazard long-lock: index public.a_c: writers wait while it is built
-- hazard may-fail: index public.a_c: rows that are not unique stop it
-- locks SHARE on public.a
CREATE UNIQUE INDEX a_c ON public.a USING btree (c) INCLUDE (d, b);

-- backward

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_b;

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_c;

-- hazard long-lock: index public.a_b: writers wait while it is built
-- hazard may-fail: index public.a_b: rows that are not unique stop it
-- locks SHARE on public.a
CREATE UNIQUE INDEX a_b ON public.a USING btree (b);

-- hazard long-lock: index public.a_c: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_c ON public.a USING btree (c);
