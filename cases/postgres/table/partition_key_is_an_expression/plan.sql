-- forward

CREATE TABLE public.b (
    id integer,
    name text COLLATE pg_catalog."C"
)
PARTITION BY RANGE (lower(name), id);

CREATE TABLE public.b_1 (
    id integer,
    name text COLLATE pg_catalog."C"
);

CREATE TABLE public.b_2 (
    id integer,
    name text COLLATE pg_catalog."C"
);

-- hazard may-fail: partition public.b_1: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.b_1
ALTER TABLE ONLY public.b ATTACH PARTITION public.b_1 FOR VALUES FROM ('a', MINVALUE) TO ('m', 10);

-- hazard may-fail: partition public.b_2: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.b_2
ALTER TABLE ONLY public.b ATTACH PARTITION public.b_2 FOR VALUES FROM ('m', 10) TO (MAXVALUE, MAXVALUE);

-- backward

-- hazard data-loss: table public.b_1: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.b_1, ACCESS EXCLUSIVE on public.b
DROP TABLE public.b_1;

-- hazard data-loss: table public.b_2: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.b_2, ACCESS EXCLUSIVE on public.b
DROP TABLE public.b_2;

-- locks ACCESS EXCLUSIVE on public.b
DROP TABLE public.b;
