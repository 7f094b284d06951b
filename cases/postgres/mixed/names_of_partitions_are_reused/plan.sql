-- forward

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1
ALTER TABLE ONLY public.a DETACH PARTITION public.a_1;

-- locks ACCESS EXCLUSIVE on public.a_1
ALTER TABLE public.a_1 ADD COLUMN other text;

-- hazard data-loss: column public.a_2.other: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.a_2
ALTER TABLE public.a_2 DROP COLUMN other;

-- hazard may-fail: partition public.a_2: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2
ALTER TABLE ONLY public.a ATTACH PARTITION public.a_2 FOR VALUES IN (1);

-- backward

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2
ALTER TABLE ONLY public.a DETACH PARTITION public.a_2;

-- hazard data-loss: column public.a_1.other: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.a_1
ALTER TABLE public.a_1 DROP COLUMN other;

-- locks ACCESS EXCLUSIVE on public.a_2
ALTER TABLE public.a_2 ADD COLUMN other text;

-- hazard may-fail: partition public.a_1: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1
ALTER TABLE ONLY public.a ATTACH PARTITION public.a_1 FOR VALUES IN (1);
