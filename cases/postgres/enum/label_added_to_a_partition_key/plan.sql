-- forward

-- commit: what this adds can be used only after a commit
ALTER TYPE public.e ADD VALUE 'b';

CREATE TABLE public.t_b (
    id integer,
    e public.e
);

-- hazard may-fail: partition public.t_b: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.t, ACCESS EXCLUSIVE on public.t_b
ALTER TABLE ONLY public.t ATTACH PARTITION public.t_b FOR VALUES IN ('b');

-- backward

-- locks ACCESS EXCLUSIVE on public.t, ACCESS EXCLUSIVE on public.t_a
ALTER TABLE ONLY public.t DETACH PARTITION public.t_a;

-- locks ACCESS EXCLUSIVE on public.t, ACCESS EXCLUSIVE on public.t_b
ALTER TABLE ONLY public.t DETACH PARTITION public.t_b;

-- locks ACCESS EXCLUSIVE on public.t_b
ALTER TABLE public.t_b ALTER COLUMN e TYPE text COLLATE pg_catalog."default" USING e::text;

-- locks ACCESS EXCLUSIVE on public.t_b
ALTER TABLE public.t_b RENAME TO t_b_before;

-- locks ACCESS EXCLUSIVE on public.t
DROP TABLE public.t;

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('a');

-- hazard rewrite: column public.t_a.e: its values are converted from public.e to public.e
-- hazard may-fail: column public.t_a.e: rows that hold b do not fit the new type
-- locks ACCESS EXCLUSIVE on public.t_a
ALTER TABLE public.t_a ALTER COLUMN e TYPE public.e USING e::text::public.e;

DROP TYPE public.e__evenkeel_old;

CREATE TABLE public.t (
    id integer,
    e public.e
)
PARTITION BY LIST (e);

-- hazard may-fail: partition public.t_a: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.t, ACCESS EXCLUSIVE on public.t_a
ALTER TABLE ONLY public.t ATTACH PARTITION public.t_a FOR VALUES IN ('a');

-- hazard may-fail: table public.t: a row that does not fit the new table stops it
-- hazard long-lock: table public.t: everyone waits while the rows are copied into the new table
INSERT INTO public.t (id, e) OVERRIDING SYSTEM VALUE SELECT id, e::public.e FROM public.t_b_before;

-- locks ACCESS EXCLUSIVE on public.t_b_before
DROP TABLE public.t_b_before;
