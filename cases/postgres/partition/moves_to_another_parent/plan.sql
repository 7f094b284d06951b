-- forward

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.p
ALTER TABLE ONLY public.a DETACH PARTITION public.p;

-- hazard may-fail: partition public.p: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.p
ALTER TABLE ONLY public.b ATTACH PARTITION public.p FOR VALUES FROM (1) TO (10);

-- backward

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.p
ALTER TABLE ONLY public.b DETACH PARTITION public.p;

-- hazard may-fail: partition public.p: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.p
ALTER TABLE ONLY public.a ATTACH PARTITION public.p FOR VALUES IN (1, 2);
