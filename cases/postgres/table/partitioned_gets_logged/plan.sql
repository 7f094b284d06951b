-- forward

-- locks ACCESS EXCLUSIVE on public.t, ACCESS EXCLUSIVE on public.t_1
ALTER TABLE ONLY public.t DETACH PARTITION public.t_1;

-- locks ACCESS EXCLUSIVE on public.t
DROP TABLE public.t;

CREATE TABLE public.t (
    id integer
)
PARTITION BY RANGE (id);

-- hazard may-fail: partition public.t_1: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.t, ACCESS EXCLUSIVE on public.t_1
ALTER TABLE ONLY public.t ATTACH PARTITION public.t_1 FOR VALUES FROM (0) TO (10);

-- backward

-- locks ACCESS EXCLUSIVE on public.t, ACCESS EXCLUSIVE on public.t_1
ALTER TABLE ONLY public.t DETACH PARTITION public.t_1;

-- locks ACCESS EXCLUSIVE on public.t
DROP TABLE public.t;

CREATE UNLOGGED TABLE public.t (
    id integer
)
PARTITION BY RANGE (id);

-- hazard may-fail: partition public.t_1: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.t, ACCESS EXCLUSIVE on public.t_1
ALTER TABLE ONLY public.t ATTACH PARTITION public.t_1 FOR VALUES FROM (0) TO (10);
