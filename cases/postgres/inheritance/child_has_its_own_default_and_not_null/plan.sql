-- forward

-- hazard long-lock: column public.child.id: all rows are read while everyone waits
-- hazard may-fail: column public.child.id: rows where it is null stop it
-- locks ACCESS EXCLUSIVE on public.child
ALTER TABLE public.child ALTER COLUMN id SET NOT NULL,
    ALTER COLUMN x SET DEFAULT 'c'::text;

-- backward

-- locks ACCESS EXCLUSIVE on public.child
ALTER TABLE public.child ALTER COLUMN id DROP NOT NULL,
    ALTER COLUMN x SET DEFAULT 'p'::text;
