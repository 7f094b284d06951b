-- forward

-- hazard long-lock: index public.a_key: writers wait while it is built
-- hazard may-fail: index public.a_key: rows that are not unique stop it
-- locks SHARE on public.a
CREATE UNIQUE INDEX a_key ON public.a USING btree (public.key_of(name));

-- backward

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_key;
