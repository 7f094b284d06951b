-- forward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a CLUSTER ON a_pkey;

-- backward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a CLUSTER ON a_x_key;
