-- forward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN b DROP IDENTITY;

-- hazard may-fail: identity public.a.id: its numbers start anew and may meet values that rows hold already
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;

-- backward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id DROP IDENTITY;

-- hazard may-fail: identity public.a.b: its numbers start anew and may meet values that rows hold already
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN b ADD GENERATED ALWAYS AS IDENTITY;
