-- forward

-- hazard rewrite: column public.a.id: its values are converted from integer to bigint
-- hazard may-fail: column public.a.id: a value that does not convert stops it
-- hazard rewrite: column public.a.b: its values are converted from smallint to integer
-- hazard may-fail: column public.a.b: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN b TYPE integer USING b::integer,
    ALTER COLUMN b SET MAXVALUE 2147483647,
    ALTER COLUMN id SET MAXVALUE 9223372036854775807;

-- backward

-- hazard rewrite: column public.a.id: its values are converted from bigint to integer
-- hazard may-fail: column public.a.id: a value that does not convert stops it
-- hazard rewrite: column public.a.b: its values are converted from integer to smallint
-- hazard may-fail: column public.a.b: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id TYPE integer USING id::integer,
    ALTER COLUMN b TYPE smallint USING b::smallint;

-- hazard data-loss: identity public.a.b: a current value outside the new bounds is moved inside
SELECT setval('public.a_b_seq', greatest(least(last_value, 32767), 1), is_called AND last_value BETWEEN 1 AND 32767) FROM public.a_b_seq;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN b SET MAXVALUE 32767;

-- hazard data-loss: identity public.a.id: a current value outside the new bounds is moved inside
SELECT setval('public.a_id_seq', greatest(least(last_value, 2147483647), 1), is_called AND last_value BETWEEN 1 AND 2147483647) FROM public.a_id_seq;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id SET MAXVALUE 2147483647;
