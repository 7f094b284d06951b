-- forward

-- hazard rewrite: table public.child: the whole table is written anew
-- locks ACCESS EXCLUSIVE on public.child
ALTER TABLE public.child SET UNLOGGED;

-- hazard rewrite: table public.parent: the whole table is written anew
-- locks ACCESS EXCLUSIVE on public.parent
ALTER TABLE public.parent SET UNLOGGED;

-- backward

-- hazard rewrite: table public.parent: the whole table is written anew
-- locks ACCESS EXCLUSIVE on public.parent
ALTER TABLE public.parent SET LOGGED;

-- hazard rewrite: table public.child: the whole table is written anew
-- locks ACCESS EXCLUSIVE on public.child
ALTER TABLE public.child SET LOGGED;
