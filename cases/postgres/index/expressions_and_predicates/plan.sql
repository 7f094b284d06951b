-- forward

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_live;

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_lower;

-- hazard long-lock: index public.a_live: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_live ON public.a USING btree (id) WHERE ((deleted IS NULL) AND (name <> 'x WHERE y'::text));

-- hazard long-lock: index public.a_lower: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_lower ON public.a USING btree (lower(name), upper(name), ((id + 1)));

-- backward

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_live;

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_lower;

-- hazard long-lock: index public.a_live: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_live ON public.a USING btree (id) WHERE (deleted IS NULL);

-- hazard long-lock: index public.a_lower: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_lower ON public.a USING btree (lower(name));
