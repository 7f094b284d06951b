-- forward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a RESET (autovacuum_enabled),
    SET (fillfactor='80', autovacuum_vacuum_scale_factor='0.05', parallel_workers='2');

-- locks ACCESS EXCLUSIVE on public.b
ALTER TABLE public.b SET (toast_tuple_target='256');

-- locks ACCESS EXCLUSIVE on public.b
ALTER TABLE public.b RESET (toast.autovacuum_enabled);

-- locks ACCESS EXCLUSIVE on public.c
ALTER TABLE public.c SET (fillfactor='50');

-- locks ACCESS EXCLUSIVE on public.c
ALTER TABLE public.c SET (toast.autovacuum_vacuum_threshold='1000');

-- backward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a RESET (autovacuum_vacuum_scale_factor, parallel_workers),
    SET (fillfactor='70', autovacuum_enabled='false');

-- locks ACCESS EXCLUSIVE on public.b
ALTER TABLE public.b RESET (toast_tuple_target);

-- locks ACCESS EXCLUSIVE on public.b
ALTER TABLE public.b SET (toast.autovacuum_enabled='false');

-- locks ACCESS EXCLUSIVE on public.c
ALTER TABLE public.c RESET (fillfactor);

-- locks ACCESS EXCLUSIVE on public.c
ALTER TABLE public.c RESET (toast.autovacuum_vacuum_threshold);
