-- forward

-- refused: 1 object is of a kind that is not modelled yet and so cannot be planned for
-- refused:   column public.child.y: it is declared in the child too, and no statement takes that back

-- backward

-- locks ACCESS EXCLUSIVE on public.child, SHARE UPDATE EXCLUSIVE on public.b
ALTER TABLE public.child NO INHERIT public.b;

-- locks ACCESS EXCLUSIVE on public.child, SHARE UPDATE EXCLUSIVE on public.a
ALTER TABLE public.child INHERIT public.a;
