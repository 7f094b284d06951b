-- forward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN b DROP EXPRESSION;

-- hazard rewrite: column public.a.b: its values are converted from integer to text
-- hazard may-fail: column public.a.b: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN b TYPE text USING b::text;

-- backward

-- hazard data-loss: column public.a.b: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP COLUMN b,
    ADD COLUMN b integer GENERATED ALWAYS AS ((id * 2)) STORED;
