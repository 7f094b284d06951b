-- forward

-- locks ACCESS EXCLUSIVE on public.t, ACCESS EXCLUSIVE on public.t_1, ACCESS EXCLUSIVE on public.t_1_1
ALTER TABLE public.t ADD COLUMN a jsonb COMPRESSION pglz;

-- locks ACCESS EXCLUSIVE on public.t_1_1
ALTER TABLE public.t_1_1 ALTER COLUMN a SET COMPRESSION default;

-- locks ACCESS EXCLUSIVE on public.t, ACCESS EXCLUSIVE on public.t_1, ACCESS EXCLUSIVE on public.t_1_1
ALTER TABLE public.t ADD COLUMN b text;

-- locks ACCESS EXCLUSIVE on public.t_1_1
ALTER TABLE public.t_1_1 ALTER COLUMN b SET STORAGE EXTERNAL;

-- backward

-- hazard data-loss: column public.t.a: the column and its values are lost
-- hazard data-loss: column public.t.b: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.t, ACCESS EXCLUSIVE on public.t_1, ACCESS EXCLUSIVE on public.t_1_1
ALTER TABLE public.t DROP COLUMN a,
    DROP COLUMN b;
