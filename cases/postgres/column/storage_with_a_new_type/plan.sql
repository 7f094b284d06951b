-- forward

-- hazard rewrite: column public.a.b: its values are converted from text to bytea
-- hazard may-fail: column public.a.b: a value that does not convert stops it
-- hazard rewrite: column public.a.c: its values are converted from integer to text
-- hazard may-fail: column public.a.c: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN b TYPE bytea USING b::bytea,
    ALTER COLUMN c TYPE text USING c::text,
    ALTER COLUMN c SET STORAGE EXTERNAL;

-- backward

-- hazard rewrite: column public.a.b: its values are converted from bytea to text
-- hazard may-fail: column public.a.b: a value that does not convert stops it
-- hazard rewrite: column public.a.c: its values are converted from text to integer
-- hazard may-fail: column public.a.c: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN b TYPE text USING b::text,
    ALTER COLUMN b SET STORAGE EXTERNAL,
    ALTER COLUMN c TYPE integer USING c::integer;
