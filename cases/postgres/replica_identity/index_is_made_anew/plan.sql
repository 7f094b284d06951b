-- forward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a REPLICA IDENTITY DEFAULT;

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_x;

-- hazard long-lock: index public.a_x: writers wait while it is built
-- hazard may-fail: index public.a_x: rows that are not unique stop it
-- locks SHARE on public.a
CREATE UNIQUE INDEX a_x ON public.a USING btree (x, y);

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a REPLICA IDENTITY USING INDEX a_x;

-- backward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a REPLICA IDENTITY DEFAULT;

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_x;

-- hazard long-lock: index public.a_x: writers wait while it is built
-- hazard may-fail: index public.a_x: rows that are not unique stop it
-- locks SHARE on public.a
CREATE UNIQUE INDEX a_x ON public.a USING btree (x);

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a REPLICA IDENTITY USING INDEX a_x;
