-- forward

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_1;

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_2;

-- hazard long-lock: index public.a_1: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_1 ON public.a USING btree (b COLLATE "C" DESC NULLS LAST, c DESC, d COLLATE "POSIX" NULLS FIRST);

-- hazard long-lock: index public.a_2: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_2 ON public.a USING btree (d text_pattern_ops);

-- backward

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_1;

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_2;

-- hazard long-lock: index public.a_1: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_1 ON public.a USING btree (b, c);

-- hazard long-lock: index public.a_2: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_2 ON public.a USING btree (d);
