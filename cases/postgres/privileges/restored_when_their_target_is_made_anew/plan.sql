-- forward

-- hazard data-loss: table public.p: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.t
DROP TABLE public.p;

-- locks ACCESS EXCLUSIVE on public.t
DROP TABLE public.t;

CREATE TABLE public.t (
    id integer,
    at date
)
PARTITION BY RANGE (at);

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t OWNER TO case_owner;

GRANT SELECT ON TABLE public.t TO case_app;

GRANT UPDATE (at) ON TABLE public.t TO case_reader;

-- backward

-- locks ACCESS EXCLUSIVE on public.t
DROP TABLE public.t;

CREATE TABLE public.t (
    id integer,
    at date
)
PARTITION BY RANGE (id);

CREATE TABLE public.p (
    id integer,
    at date
);

-- hazard may-fail: partition public.p: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.t, ACCESS EXCLUSIVE on public.p
ALTER TABLE ONLY public.t ATTACH PARTITION public.p FOR VALUES FROM (0) TO (9);

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t OWNER TO case_owner;

GRANT SELECT ON TABLE public.t TO case_app;

GRANT UPDATE (at) ON TABLE public.t TO case_reader;
