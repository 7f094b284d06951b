-- forward

CREATE TABLE public.a_2026 (
    id integer,
    day date
);

-- hazard data-loss: table public.a_2024: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.a_2024, ACCESS EXCLUSIVE on public.a
DROP TABLE public.a_2024;

-- hazard may-fail: partition public.a_2026: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2026
ALTER TABLE ONLY public.a ATTACH PARTITION public.a_2026 FOR VALUES FROM ('2026-01-01') TO (MAXVALUE);

-- backward

CREATE TABLE public.a_2024 (
    id integer,
    day date
);

-- hazard data-loss: table public.a_2026: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.a_2026, ACCESS EXCLUSIVE on public.a
DROP TABLE public.a_2026;

-- hazard may-fail: partition public.a_2024: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2024
ALTER TABLE ONLY public.a ATTACH PARTITION public.a_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
