-- forward

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2024
ALTER TABLE ONLY public.a DETACH PARTITION public.a_2024;

-- backward

-- hazard may-fail: partition public.a_2024: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2024
ALTER TABLE ONLY public.a ATTACH PARTITION public.a_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2024
ALTER INDEX public.a_day ATTACH PARTITION public.a_2024_day_idx;

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2024
ALTER INDEX public.a_key ATTACH PARTITION public.a_2024_pkey;
