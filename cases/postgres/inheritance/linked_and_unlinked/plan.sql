-- forward

-- locks ACCESS EXCLUSIVE on public.b, SHARE UPDATE EXCLUSIVE on public.parent
ALTER TABLE public.b NO INHERIT public.parent;

-- locks ACCESS EXCLUSIVE on public.a, SHARE UPDATE EXCLUSIVE on public.parent
ALTER TABLE public.a INHERIT public.parent;

-- backward

-- refused: 3 changes cannot be made
-- refused:   check public.b.positive: it is declared in the child too, and no statement takes that back
-- refused:   column public.b.id: it is declared in the child too, and no statement takes that back
-- refused:   column public.b.x: it is declared in the child too, and no statement takes that back
