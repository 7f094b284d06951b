-- forward

-- locks SHARE on public.a
CREATE INDEX a_x ON ONLY public.a USING btree (x);

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1
ALTER INDEX public.a_x ATTACH PARTITION public.a_1_mine;

-- backward

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1
DROP INDEX public.a_x;

-- hazard long-lock: index public.a_1_mine: writers wait while it is built
-- locks SHARE on public.a_1
CREATE INDEX a_1_mine ON public.a_1 USING btree (x);
