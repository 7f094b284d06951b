-- forward

-- locks ACCESS EXCLUSIVE on public.child, SHARE UPDATE EXCLUSIVE on public.parent
ALTER TABLE public.child NO INHERIT public.parent;

-- locks ACCESS EXCLUSIVE on public.child, SHARE UPDATE EXCLUSIVE on public.parent
ALTER TABLE public.child INHERIT public.parent;

-- backward

-- refused: 1 object is of a kind that is not modelled yet and so cannot be planned for
-- refused:   column public.child.x: it is declared in the child too, and no statement takes that back
