-- forward

-- hazard rewrite: column public.t.e: its values are converted from public.e to integer
-- hazard may-fail: column public.t.e: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e TYPE integer USING e::integer;

-- backward

-- hazard rewrite: column public.t.e: its values are converted from integer to public.e
-- hazard may-fail: column public.t.e: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e TYPE public.e USING e::text::public.e;
