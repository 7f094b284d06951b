-- forward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a CLUSTER ON a_c;

-- locks ACCESS EXCLUSIVE on public.d
ALTER TABLE public.d CLUSTER ON d_e;

-- backward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a CLUSTER ON a_b;

-- locks ACCESS EXCLUSIVE on public.d
ALTER TABLE public.d SET WITHOUT CLUSTER;
