-- forward

-- hazard data-loss: column public.a.b: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP COLUMN b,
    ADD COLUMN b integer GENERATED ALWAYS AS ((id + 1)) STORED;

-- backward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN b DROP EXPRESSION;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN b SET DEFAULT 1;
