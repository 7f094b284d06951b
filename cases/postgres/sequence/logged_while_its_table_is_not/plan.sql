-- forward

-- locks ACCESS EXCLUSIVE on public.t_id_seq
ALTER SEQUENCE public.t_id_seq SET UNLOGGED;

-- hazard rewrite: table public.t: the whole table is written anew
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t SET UNLOGGED;

-- locks ACCESS EXCLUSIVE on public.kept
ALTER SEQUENCE public.kept SET LOGGED;

-- backward

-- locks ACCESS EXCLUSIVE on public.t_id_seq
ALTER SEQUENCE public.t_id_seq SET LOGGED;

-- hazard rewrite: table public.t: the whole table is written anew
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t SET LOGGED;
