-- forward

-- hazard rewrite: table public.a: the whole table is written anew
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a SET UNLOGGED;

-- hazard rewrite: table public.b: the whole table is written anew
-- locks ACCESS EXCLUSIVE on public.b
ALTER TABLE public.b SET LOGGED;

-- backward

-- hazard rewrite: table public.a: the whole table is written anew
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a SET LOGGED;

-- hazard rewrite: table public.b: the whole table is written anew
-- locks ACCESS EXCLUSIVE on public.b
ALTER TABLE public.b SET UNLOGGED;
