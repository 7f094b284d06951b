-- forward

-- hazard long-lock: column public.a.id: all rows are read while everyone waits
-- hazard may-fail: column public.a.id: rows where it is null stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id SET NOT NULL,
    ALTER COLUMN b DROP NOT NULL;

-- backward

-- hazard long-lock: column public.a.b: all rows are read while everyone waits
-- hazard may-fail: column public.a.b: rows where it is null stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id DROP NOT NULL,
    ALTER COLUMN b SET NOT NULL;
