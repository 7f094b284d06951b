-- forward

-- hazard data-loss: column public.a.d: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP COLUMN b,
    DROP COLUMN d;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN c DROP EXPRESSION;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ADD COLUMN b integer GENERATED ALWAYS AS ((id * 3)) STORED,
    ADD COLUMN d integer GENERATED ALWAYS AS ((id - 1)) STORED,
    ADD COLUMN e text GENERATED ALWAYS AS (('n'::text || (id)::text)) STORED;

-- backward

-- hazard data-loss: column public.a.c: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP COLUMN b,
    DROP COLUMN c,
    DROP COLUMN e;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN d DROP EXPRESSION;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ADD COLUMN b integer GENERATED ALWAYS AS ((id * 2)) STORED,
    ADD COLUMN c integer GENERATED ALWAYS AS ((id + 1)) STORED;
