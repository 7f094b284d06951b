-- forward

-- refused: 2 changes cannot be made
-- refused:   column public.child.y: it is declared in the child too, and no statement takes that back
-- refused:   column public.child.id: it would stay the child's own, and no statement takes that back

-- backward

-- refused: 1 change cannot be made
-- refused:   column public.child.id: it would stay the child's own, and no statement takes that back
