-- forward

-- locks ACCESS EXCLUSIVE on public.t, ACCESS EXCLUSIVE on public.t_1, ACCESS EXCLUSIVE on public.t_2
ALTER TABLE public.t ALTER COLUMN n DROP NOT NULL;

-- hazard long-lock: column public.t_1.n: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.t_1
ALTER TABLE public.t_1 ALTER COLUMN n SET NOT NULL;

-- backward

-- hazard long-lock: column public.t.n: all rows are read while everyone waits
-- hazard may-fail: column public.t.n: rows where it is null stop it
-- locks ACCESS EXCLUSIVE on public.t, ACCESS EXCLUSIVE on public.t_1, ACCESS EXCLUSIVE on public.t_2
ALTER TABLE public.t ALTER COLUMN n SET NOT NULL;
