-- forward

-- locks ACCESS EXCLUSIVE on public.d, SHARE UPDATE EXCLUSIVE on public.p
ALTER TABLE public.d NO INHERIT public.p;

-- locks ACCESS EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.c, ACCESS EXCLUSIVE on public.d, ACCESS EXCLUSIVE on public.e
ALTER TABLE public.p ADD COLUMN b integer;

-- hazard data-loss: table public.c: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.c
DROP TABLE public.c;

-- locks ACCESS EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.c, ACCESS EXCLUSIVE on public.d, ACCESS EXCLUSIVE on public.e
ALTER TABLE public.p ADD COLUMN a uuid;

-- backward

-- refused: 1 change cannot be made
-- refused:   column public.d.id: it is declared in the child too, and no statement takes that back
