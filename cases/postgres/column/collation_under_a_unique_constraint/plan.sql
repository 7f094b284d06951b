-- forward

-- hazard long-lock: column public.a.name: its indexes are built anew while everyone waits
-- hazard long-lock: column public.a.name: all rows are held against its checks while everyone waits
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN name TYPE text COLLATE pg_catalog."POSIX";

-- backward

-- hazard long-lock: column public.a.name: its indexes are built anew while everyone waits
-- hazard long-lock: column public.a.name: all rows are held against its checks while everyone waits
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN name TYPE text;
