-- forward

-- hazard rewrite: column public.a.m: its values are converted from text to public.mood
-- hazard may-fail: column public.a.m: a value that does not convert stops it
-- hazard rewrite: column public.a.n: its values are converted from public.mood to text
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN m DROP DEFAULT,
    ALTER COLUMN n DROP DEFAULT,
    ALTER COLUMN m TYPE public.mood USING m::public.mood,
    ALTER COLUMN n TYPE text USING n::text,
    ALTER COLUMN m SET DEFAULT 'good'::public.mood,
    ALTER COLUMN n SET DEFAULT 'bad'::text;

-- backward

-- hazard rewrite: column public.a.m: its values are converted from public.mood to text
-- hazard rewrite: column public.a.n: its values are converted from text to public.mood
-- hazard may-fail: column public.a.n: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN m DROP DEFAULT,
    ALTER COLUMN n DROP DEFAULT,
    ALTER COLUMN m TYPE text USING m::text,
    ALTER COLUMN n TYPE public.mood USING n::public.mood,
    ALTER COLUMN m SET DEFAULT 'good'::text,
    ALTER COLUMN n SET DEFAULT 'good'::public.mood;
