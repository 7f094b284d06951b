-- forward

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1
ALTER TABLE ONLY public.a DETACH PARTITION public.a_1;

-- locks ACCESS EXCLUSIVE on public.a
DROP TABLE public.a;

CREATE TABLE public.a (
    id integer,
    day date
)
PARTITION BY LIST (id);

-- hazard may-fail: partition public.a_1: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1
ALTER TABLE ONLY public.a ATTACH PARTITION public.a_1 FOR VALUES IN (1, 2, 3);

-- backward

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1
ALTER TABLE ONLY public.a DETACH PARTITION public.a_1;

-- locks ACCESS EXCLUSIVE on public.a
DROP TABLE public.a;

CREATE TABLE public.a (
    id integer,
    day date
)
PARTITION BY RANGE (day);

-- hazard may-fail: partition public.a_1: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1
ALTER TABLE ONLY public.a ATTACH PARTITION public.a_1 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
