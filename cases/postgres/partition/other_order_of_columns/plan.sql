-- forward

-- hazard may-fail: partition public.a_1: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1
ALTER TABLE ONLY public.a ATTACH PARTITION public.a_1 FOR VALUES IN (1);

-- backward

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1
ALTER TABLE ONLY public.a DETACH PARTITION public.a_1;
