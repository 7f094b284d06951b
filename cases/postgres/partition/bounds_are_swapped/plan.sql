-- forward

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_x
ALTER TABLE ONLY public.a DETACH PARTITION public.a_x;

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_y
ALTER TABLE ONLY public.a DETACH PARTITION public.a_y;

-- hazard may-fail: partition public.a_x: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_x
ALTER TABLE ONLY public.a ATTACH PARTITION public.a_x FOR VALUES IN ('y');

-- hazard may-fail: partition public.a_y: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_y
ALTER TABLE ONLY public.a ATTACH PARTITION public.a_y FOR VALUES IN ('x');

-- backward

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_x
ALTER TABLE ONLY public.a DETACH PARTITION public.a_x;

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_y
ALTER TABLE ONLY public.a DETACH PARTITION public.a_y;

-- hazard may-fail: partition public.a_x: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_x
ALTER TABLE ONLY public.a ATTACH PARTITION public.a_x FOR VALUES IN ('x');

-- hazard may-fail: partition public.a_y: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_y
ALTER TABLE ONLY public.a ATTACH PARTITION public.a_y FOR VALUES IN ('y');
