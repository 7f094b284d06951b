-- forward

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1, ACCESS EXCLUSIVE on public.a_2
DROP INDEX public.a_x;

-- locks SHARE on public.a
CREATE INDEX a_x ON ONLY public.a USING btree (x);

-- hazard long-lock: index public.a_1_x_idx: writers wait while it is built
-- locks SHARE on public.a_1
CREATE INDEX a_1_x_idx ON public.a_1 USING btree (x);

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1
ALTER INDEX public.a_x ATTACH PARTITION public.a_1_x_idx;

-- backward

-- hazard long-lock: index public.a_2_x_idx: writers wait while it is built
-- locks SHARE on public.a_2
CREATE INDEX a_2_x_idx ON public.a_2 USING btree (x);

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2
ALTER INDEX public.a_x ATTACH PARTITION public.a_2_x_idx;
