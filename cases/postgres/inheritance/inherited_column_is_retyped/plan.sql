-- forward

-- locks ACCESS EXCLUSIVE on public.child
ALTER TABLE public.child ALTER COLUMN x DROP DEFAULT;

-- locks ACCESS EXCLUSIVE on public.parent
ALTER TABLE ONLY public.parent ALTER COLUMN x DROP DEFAULT;

-- hazard rewrite: column public.parent.x: its values are converted from integer to bigint
-- hazard may-fail: column public.parent.x: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.parent, ACCESS EXCLUSIVE on public.child
ALTER TABLE public.parent ALTER COLUMN x TYPE bigint USING x::bigint;

-- locks ACCESS EXCLUSIVE on public.child
ALTER TABLE public.child ALTER COLUMN x SET DEFAULT 1;

-- locks ACCESS EXCLUSIVE on public.parent
ALTER TABLE ONLY public.parent ALTER COLUMN x SET DEFAULT 1;

-- backward

-- locks ACCESS EXCLUSIVE on public.child
ALTER TABLE public.child ALTER COLUMN x DROP DEFAULT;

-- locks ACCESS EXCLUSIVE on public.parent
ALTER TABLE ONLY public.parent ALTER COLUMN x DROP DEFAULT;

-- hazard rewrite: column public.parent.x: its values are converted from bigint to integer
-- hazard may-fail: column public.parent.x: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.parent, ACCESS EXCLUSIVE on public.child
ALTER TABLE public.parent ALTER COLUMN x TYPE integer USING x::integer;

-- locks ACCESS EXCLUSIVE on public.child
ALTER TABLE public.child ALTER COLUMN x SET DEFAULT 1;

-- locks ACCESS EXCLUSIVE on public.parent
ALTER TABLE ONLY public.parent ALTER COLUMN x SET DEFAULT 1;
