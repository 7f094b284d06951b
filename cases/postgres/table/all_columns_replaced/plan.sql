-- forward

-- hazard data-loss: column public.a.a: the column and its values are lost
-- hazard data-loss: column public.a.b: the column and its values are lost
-- hazard may-fail: column public.a.d: rows that exist have no value for it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP COLUMN a,
    DROP COLUMN b,
    ADD COLUMN c integer,
    ADD COLUMN d text NOT NULL;

-- backward

-- hazard data-loss: column public.a.c: the column and its values are lost
-- hazard data-loss: column public.a.d: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP COLUMN c,
    DROP COLUMN d,
    ADD COLUMN a integer,
    ADD COLUMN b text;
