-- forward

-- hazard rewrite: column public.a.name: its indexes are built anew
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN name TYPE text COLLATE pg_catalog."POSIX";

-- backward

-- hazard rewrite: column public.a.name: its indexes are built anew
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN name TYPE text;
