-- forward

-- refused: 4 changes cannot be made
-- refused:   check public.c1.base_n_check: it would stay the child's own, and no statement takes that back
-- refused:   column public.c1.id: it would stay the child's own, and no statement takes that back
-- refused:   column public.c1.m: it would stay the child's own, and no statement takes that back
-- refused:   column public.c1.n: it would stay the child's own, and no statement takes that back

-- backward

-- refused: 1 change cannot be made
-- refused:   column public.c1.s: it is declared in the child too, and no statement takes that back
