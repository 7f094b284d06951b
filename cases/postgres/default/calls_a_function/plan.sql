-- forward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ADD COLUMN c text DEFAULT public.default_of_a('c'::text),
    ALTER COLUMN b SET DEFAULT public.default_of_a('b;'::text);

-- backward

-- hazard data-loss: column public.a.c: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN b DROP DEFAULT,
    DROP COLUMN c;
