-- forward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id DROP DEFAULT;

-- hazard may-fail: identity public.a.id: its numbers start anew and may meet values that rows hold already
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;

-- backward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id DROP IDENTITY;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id SET DEFAULT 7;
