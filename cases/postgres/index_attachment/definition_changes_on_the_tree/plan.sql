-- forward

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1, ACCESS EXCLUSIVE on public.a_2, ACCESS EXCLUSIVE on public.a_2_1
DROP INDEX public.a_i;

-- locks SHARE on public.a
CREATE INDEX a_i ON ONLY public.a USING btree (lower(y), x DESC) WHERE (x > 0);

-- hazard long-lock: index public.a_1_lower_x_idx: writers wait while it is built
-- locks SHARE on public.a_1
CREATE INDEX a_1_lower_x_idx ON public.a_1 USING btree (lower(y), x DESC) WHERE (x > 0);

-- locks SHARE on public.a_2
CREATE INDEX a_2_lower_x_idx ON ONLY public.a_2 USING btree (lower(y), x DESC) WHERE (x > 0);

-- hazard long-lock: index public.a_2_1_lower_x_idx: writers wait while it is built
-- locks SHARE on public.a_2_1
CREATE INDEX a_2_1_lower_x_idx ON public.a_2_1 USING btree (lower(y), x DESC) WHERE (x > 0);

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1
ALTER INDEX public.a_i ATTACH PARTITION public.a_1_lower_x_idx;

-- locks SHARE UPDATE EXCLUSIVE on public.a_2, ACCESS EXCLUSIVE on public.a_2_1
ALTER INDEX public.a_2_lower_x_idx ATTACH PARTITION public.a_2_1_lower_x_idx;

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2
ALTER INDEX public.a_i ATTACH PARTITION public.a_2_lower_x_idx;

-- backward

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1, ACCESS EXCLUSIVE on public.a_2, ACCESS EXCLUSIVE on public.a_2_1
DROP INDEX public.a_i;

-- locks SHARE on public.a
CREATE INDEX a_i ON ONLY public.a USING btree (x);

-- hazard long-lock: index public.a_1_x_idx: writers wait while it is built
-- locks SHARE on public.a_1
CREATE INDEX a_1_x_idx ON public.a_1 USING btree (x);

-- locks SHARE on public.a_2
CREATE INDEX a_2_x_idx ON ONLY public.a_2 USING btree (x);

-- hazard long-lock: index public.a_2_1_x_idx: writers wait while it is built
-- locks SHARE on public.a_2_1
CREATE INDEX a_2_1_x_idx ON public.a_2_1 USING btree (x);

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1
ALTER INDEX public.a_i ATTACH PARTITION public.a_1_x_idx;

-- locks SHARE UPDATE EXCLUSIVE on public.a_2, ACCESS EXCLUSIVE on public.a_2_1
ALTER INDEX public.a_2_x_idx ATTACH PARTITION public.a_2_1_x_idx;

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2
ALTER INDEX public.a_i ATTACH PARTITION public.a_2_x_idx;
