-- forward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN b DROP IDENTITY;

-- hazard long-lock: column public.a.id: all rows are read while everyone waits
-- hazard may-fail: column public.a.id: rows where it is null stop it
-- hazard rewrite: column public.a.b: its values are converted from integer to text
-- hazard may-fail: column public.a.b: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id SET NOT NULL,
    ALTER COLUMN b TYPE text USING b::text,
    ALTER COLUMN b DROP NOT NULL;

-- hazard may-fail: identity public.a.id: its numbers start anew and may meet values that rows hold already
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;

-- backward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id DROP IDENTITY;

-- hazard rewrite: column public.a.b: its values are converted from text to integer
-- hazard may-fail: column public.a.b: a value that does not convert stops it
-- hazard long-lock: column public.a.b: all rows are read while everyone waits
-- hazard may-fail: column public.a.b: rows where it is null stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id DROP NOT NULL,
    ALTER COLUMN b TYPE integer USING b::integer,
    ALTER COLUMN b SET NOT NULL;

-- hazard may-fail: identity public.a.b: its numbers start anew and may meet values that rows hold already
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN b ADD GENERATED ALWAYS AS IDENTITY;
