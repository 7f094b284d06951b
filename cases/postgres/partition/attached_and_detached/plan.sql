-- forward

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2024
ALTER TABLE ONLY public.a DETACH PARTITION public.a_2024;

-- locks ACCESS EXCLUSIVE on public.a_2024
DROP INDEX public.a_2024_day_idx;

-- locks ACCESS EXCLUSIVE on public.a_2024
ALTER TABLE public.a_2024 DROP CONSTRAINT a_2024_pkey;

-- hazard long-lock: primary_key public.a_2025.a_2025_pkey: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key public.a_2025.a_2025_pkey: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a_2025
ALTER TABLE public.a_2025 ADD CONSTRAINT a_2025_pkey PRIMARY KEY (id, day);

-- hazard long-lock: index public.a_2025_day_idx: writers wait while it is built
-- locks SHARE on public.a_2025
CREATE INDEX a_2025_day_idx ON public.a_2025 USING btree (day);

-- hazard may-fail: partition public.a_2025: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2025
ALTER TABLE ONLY public.a ATTACH PARTITION public.a_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2025
ALTER INDEX public.a_day ATTACH PARTITION public.a_2025_day_idx;

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2025
ALTER INDEX public.a_pkey ATTACH PARTITION public.a_2025_pkey;

-- backward

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2025
ALTER TABLE ONLY public.a DETACH PARTITION public.a_2025;

-- locks ACCESS EXCLUSIVE on public.a_2025
DROP INDEX public.a_2025_day_idx;

-- hazard long-lock: primary_key public.a_2024.a_2024_pkey: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key public.a_2024.a_2024_pkey: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a_2024
ALTER TABLE public.a_2024 ADD CONSTRAINT a_2024_pkey PRIMARY KEY (id, day);

-- locks ACCESS EXCLUSIVE on public.a_2025
ALTER TABLE public.a_2025 DROP CONSTRAINT a_2025_pkey;

-- hazard long-lock: index public.a_2024_day_idx: writers wait while it is built
-- locks SHARE on public.a_2024
CREATE INDEX a_2024_day_idx ON public.a_2024 USING btree (day);

-- hazard may-fail: partition public.a_2024: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2024
ALTER TABLE ONLY public.a ATTACH PARTITION public.a_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2024
ALTER INDEX public.a_day ATTACH PARTITION public.a_2024_day_idx;

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2024
ALTER INDEX public.a_pkey ATTACH PARTITION public.a_2024_pkey;
