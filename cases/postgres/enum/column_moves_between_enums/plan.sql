-- forward

-- hazard rewrite: column public.t.x: its values are converted from public.e to public.f
-- hazard rewrite: column public.t.y: its values are converted from public.f to text
-- hazard rewrite: column public.t.z: its values are converted from text to public.e
-- hazard may-fail: column public.t.z: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN x DROP DEFAULT,
    ALTER COLUMN z DROP DEFAULT,
    ALTER COLUMN x TYPE public.f USING x::text::public.f,
    ALTER COLUMN y TYPE text USING y::text,
    ALTER COLUMN z TYPE public.e USING z::public.e,
    ALTER COLUMN x SET DEFAULT 'a'::public.f,
    ALTER COLUMN z SET DEFAULT 'b'::public.e;

-- backward

-- hazard rewrite: column public.t.x: its values are converted from public.f to public.e
-- hazard rewrite: column public.t.y: its values are converted from text to public.f
-- hazard may-fail: column public.t.y: a value that does not convert stops it
-- hazard rewrite: column public.t.z: its values are converted from public.e to text
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN x DROP DEFAULT,
    ALTER COLUMN z DROP DEFAULT,
    ALTER COLUMN x TYPE public.e USING x::text::public.e,
    ALTER COLUMN y TYPE public.f USING y::public.f,
    ALTER COLUMN z TYPE text USING z::text,
    ALTER COLUMN x SET DEFAULT 'a'::public.e,
    ALTER COLUMN z SET DEFAULT 'a'::text;
