-- forward

-- hazard rewrite: column public.a.c: its values are converted from character(4) to character(6)
-- hazard may-fail: column public.a.c: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN n TYPE numeric(8,2) USING n::numeric(8,2),
    ALTER COLUMN d TYPE timestamp(3) without time zone USING d::timestamp(3) without time zone,
    ALTER COLUMN c TYPE character(6) USING c::character(6);

-- backward

-- hazard rewrite: column public.a.n: its values are converted from numeric(8,2) to numeric(6,2)
-- hazard may-fail: column public.a.n: a value that does not convert stops it
-- hazard rewrite: column public.a.d: its values are converted from timestamp(3) without time zone to timestamp(0) without time zone
-- hazard may-fail: column public.a.d: a value that does not convert stops it
-- hazard rewrite: column public.a.c: its values are converted from character(6) to character(4)
-- hazard may-fail: column public.a.c: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN n TYPE numeric(6,2) USING n::numeric(6,2),
    ALTER COLUMN d TYPE timestamp(0) without time zone USING d::timestamp(0) without time zone,
    ALTER COLUMN c TYPE character(4) USING c::character(4);
