-- forward

-- hazard rewrite: column public.a.name: its indexes are built anew
-- hazard rewrite: column public.a.code: its indexes are built anew
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN name TYPE text COLLATE pg_catalog."C",
    ALTER COLUMN code TYPE text;

-- backward

-- hazard rewrite: column public.a.name: its indexes are built anew
-- hazard rewrite: column public.a.code: its indexes are built anew
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN name TYPE text,
    ALTER COLUMN code TYPE text COLLATE pg_catalog."C";
