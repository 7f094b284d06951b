-- forward

-- hazard data-loss: column public.t.a: the column and its values are lost
-- hazard data-loss: column public.t.b: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP COLUMN a,
    DROP COLUMN b;

-- backward

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ADD COLUMN a text COMPRESSION pglz,
    ALTER COLUMN a SET STORAGE MAIN,
    ADD COLUMN b text,
    ALTER COLUMN b SET STORAGE EXTERNAL,
    ALTER COLUMN b SET STATISTICS 7,
    ALTER COLUMN b SET (n_distinct='3');
