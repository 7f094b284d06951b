-- forward

CREATE TABLE public.a_none (
    id integer,
    country text
);

CREATE TABLE public.a_rest (
    id integer,
    country text
);

-- hazard may-fail: partition public.a_none: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_none, ACCESS EXCLUSIVE on public.a_rest
ALTER TABLE ONLY public.a ATTACH PARTITION public.a_none FOR VALUES IN (NULL);

-- hazard may-fail: partition public.a_rest: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_rest
ALTER TABLE ONLY public.a ATTACH PARTITION public.a_rest DEFAULT;

-- backward

-- hazard data-loss: table public.a_none: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.a_none, ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_rest
DROP TABLE public.a_none;

-- hazard data-loss: table public.a_rest: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.a_rest, ACCESS EXCLUSIVE on public.a
DROP TABLE public.a_rest;
