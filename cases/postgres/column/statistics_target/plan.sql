-- forward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN b SET STATISTICS -1,
    ALTER COLUMN c SET STATISTICS 100,
    ADD COLUMN d text,
    ALTER COLUMN d SET STATISTICS 10;

-- backward

-- hazard data-loss: column public.a.d: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP COLUMN d,
    ALTER COLUMN b SET STATISTICS 200,
    ALTER COLUMN c SET STATISTICS 0;
