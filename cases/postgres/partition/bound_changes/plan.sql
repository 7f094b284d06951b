-- forward

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1
ALTER TABLE ONLY public.a DETACH PARTITION public.a_1;

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2
ALTER TABLE ONLY public.a DETACH PARTITION public.a_2;

-- hazard may-fail: partition public.a_1: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1
ALTER TABLE ONLY public.a ATTACH PARTITION public.a_1 FOR VALUES FROM ('2024-01-01') TO ('2025-07-01');

-- hazard may-fail: partition public.a_2: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2
ALTER TABLE ONLY public.a ATTACH PARTITION public.a_2 FOR VALUES FROM ('2025-07-01') TO ('2026-01-01');

-- backward

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1
ALTER TABLE ONLY public.a DETACH PARTITION public.a_1;

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2
ALTER TABLE ONLY public.a DETACH PARTITION public.a_2;

-- hazard may-fail: partition public.a_1: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1
ALTER TABLE ONLY public.a ATTACH PARTITION public.a_1 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');

-- hazard may-fail: partition public.a_2: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2
ALTER TABLE ONLY public.a ATTACH PARTITION public.a_2 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
