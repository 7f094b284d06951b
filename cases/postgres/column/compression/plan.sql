-- forward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN b SET COMPRESSION pglz,
    ALTER COLUMN c SET COMPRESSION default,
    ADD COLUMN d text COMPRESSION pglz DEFAULT 'd'::text NOT NULL;

-- backward

-- hazard data-loss: column public.a.d: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP COLUMN d,
    ALTER COLUMN b SET COMPRESSION default,
    ALTER COLUMN c SET COMPRESSION pglz;
