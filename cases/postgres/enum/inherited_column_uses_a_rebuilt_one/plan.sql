-- forward

-- locks ACCESS EXCLUSIVE on public.child
ALTER TABLE public.child ALTER COLUMN x DROP DEFAULT;

-- locks ACCESS EXCLUSIVE on public.parent
ALTER TABLE ONLY public.parent ALTER COLUMN x DROP DEFAULT;

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('b', 'a');

-- hazard rewrite: column public.parent.x: its values are converted from public.e to public.e
-- locks ACCESS EXCLUSIVE on public.parent, ACCESS EXCLUSIVE on public.child
ALTER TABLE public.parent ALTER COLUMN x TYPE public.e USING x::text::public.e;

DROP TYPE public.e__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.child
ALTER TABLE public.child ALTER COLUMN x SET DEFAULT 'a'::public.e;

-- locks ACCESS EXCLUSIVE on public.parent
ALTER TABLE ONLY public.parent ALTER COLUMN x SET DEFAULT 'a'::public.e;

-- backward

-- locks ACCESS EXCLUSIVE on public.child
ALTER TABLE public.child ALTER COLUMN x DROP DEFAULT;

-- locks ACCESS EXCLUSIVE on public.parent
ALTER TABLE ONLY public.parent ALTER COLUMN x DROP DEFAULT;

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('a', 'b');

-- hazard rewrite: column public.parent.x: its values are converted from public.e to public.e
-- locks ACCESS EXCLUSIVE on public.parent, ACCESS EXCLUSIVE on public.child
ALTER TABLE public.parent ALTER COLUMN x TYPE public.e USING x::text::public.e;

DROP TYPE public.e__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.child
ALTER TABLE public.child ALTER COLUMN x SET DEFAULT 'a'::public.e;

-- locks ACCESS EXCLUSIVE on public.parent
ALTER TABLE ONLY public.parent ALTER COLUMN x SET DEFAULT 'a'::public.e;
