-- forward

-- locks ACCESS EXCLUSIVE on public.t, ACCESS EXCLUSIVE on public.p
ALTER TABLE ONLY public.t DETACH PARTITION public.p;

-- locks ACCESS EXCLUSIVE on public.p
ALTER TABLE public.p RENAME TO p_before;

-- locks ACCESS EXCLUSIVE on public.t
DROP TABLE public.t;

CREATE TABLE public.t (
    id integer,
    at date
)
PARTITION BY RANGE (at);

-- hazard may-fail: table public.t: a row that does not fit the new table stops it
-- hazard long-lock: table public.t: everyone waits while the rows are copied into the new table
INSERT INTO public.t (id, at) OVERRIDING SYSTEM VALUE SELECT id, at FROM public.p_before;

-- locks ACCESS EXCLUSIVE on public.p_before
DROP TABLE public.p_before;

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
