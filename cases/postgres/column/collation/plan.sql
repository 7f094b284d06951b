-- forward

-- hazard long-lock: column public.a.name: its indexes are built anew while everyone waits
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN name TYPE text COLLATE pg_catalog."C",
    ALTER COLUMN code TYPE text;

-- backward

-- hazard long-lock: column public.a.name: its indexes are built anew while everyone waits
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN name TYPE text,
    ALTER COLUMN code TYPE text COLLATE pg_catalog."C";
