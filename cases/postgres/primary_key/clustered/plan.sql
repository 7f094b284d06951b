-- forward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a CLUSTER ON a_pkey,
    SET WITHOUT CLUSTER;

-- backward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a SET WITHOUT CLUSTER,
    CLUSTER ON a_x_key;
