-- forward

-- hazard rewrite: column public.a.n: its values are converted from numeric(5,-2) to numeric(8,2)
-- hazard may-fail: column public.a.n: a value that does not convert stops it
-- hazard rewrite: column public.a.m: its values are converted from numeric(3,2) to numeric(3,5)
-- hazard may-fail: column public.a.m: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN n TYPE numeric(8,2) USING n::numeric(8,2),
    ALTER COLUMN m TYPE numeric(3,5) USING m::numeric(3,5);

-- backward

-- hazard rewrite: column public.a.n: its values are converted from numeric(8,2) to numeric(5,-2)
-- hazard may-fail: column public.a.n: a value that does not convert stops it
-- hazard rewrite: column public.a.m: its values are converted from numeric(3,5) to numeric(3,2)
-- hazard may-fail: column public.a.m: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN n TYPE numeric(5,-2) USING n::numeric(5,-2),
    ALTER COLUMN m TYPE numeric(3,2) USING m::numeric(3,2);
