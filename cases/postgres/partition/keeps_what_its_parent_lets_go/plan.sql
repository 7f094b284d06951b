-- forward

-- locks ACCESS EXCLUSIVE on public.t, ACCESS EXCLUSIVE on public.t_1, ACCESS EXCLUSIVE on public.t_2
ALTER TABLE public.t ALTER COLUMN n DROP NOT NULL;

-- locks ACCESS EXCLUSIVE on public.t_1
ALTER TABLE public.t_1 ALTER COLUMN n SET NOT NULL;

-- backward

-- hazard may-fail: column public.t.n: rows where it is null stop it
-- locks ACCESS EXCLUSIVE on public.t, ACCESS EXCLUSIVE on public.t_1, ACCESS EXCLUSIVE on public.t_2
ALTER TABLE public.t ALTER COLUMN n SET NOT NULL;
