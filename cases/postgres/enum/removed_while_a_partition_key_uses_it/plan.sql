-- forward

-- locks ACCESS EXCLUSIVE on public.t, ACCESS EXCLUSIVE on public.t_a
ALTER TABLE ONLY public.t DETACH PARTITION public.t_a;

-- locks ACCESS EXCLUSIVE on public.t, ACCESS EXCLUSIVE on public.t_b
ALTER TABLE ONLY public.t DETACH PARTITION public.t_b;

-- locks ACCESS EXCLUSIVE on public.t
DROP TABLE public.t;

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('a', 'b');

-- hazard rewrite: column public.t_a.e: its values are converted from public.e to public.e
-- hazard may-fail: column public.t_a.e: rows that hold c do not fit the new type
-- locks ACCESS EXCLUSIVE on public.t_a
ALTER TABLE public.t_a ALTER COLUMN e TYPE public.e USING e::text::public.e;

-- hazard rewrite: column public.t_b.e: its values are converted from public.e to public.e
-- hazard may-fail: column public.t_b.e: rows that hold c do not fit the new type
-- locks ACCESS EXCLUSIVE on public.t_b
ALTER TABLE public.t_b ALTER COLUMN e TYPE public.e USING e::text::public.e;

DROP TYPE public.e__evenkeel_old;

CREATE TABLE public.t (
    id integer,
    e public.e
)
PARTITION BY LIST (e);

-- hazard may-fail: partition public.t_a: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.t, ACCESS EXCLUSIVE on public.t_a
ALTER TABLE ONLY public.t ATTACH PARTITION public.t_a FOR VALUES IN ('a');

-- hazard may-fail: partition public.t_b: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.t, ACCESS EXCLUSIVE on public.t_b
ALTER TABLE ONLY public.t ATTACH PARTITION public.t_b FOR VALUES IN ('b');

-- backward

-- commit: what this adds can be used only after a commit
ALTER TYPE public.e ADD VALUE 'c';
