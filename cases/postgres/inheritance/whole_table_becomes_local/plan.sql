-- forward

-- locks ACCESS EXCLUSIVE on public.child, SHARE UPDATE EXCLUSIVE on public.parent
ALTER TABLE public.child NO INHERIT public.parent;

-- locks ACCESS EXCLUSIVE on public.child, SHARE UPDATE EXCLUSIVE on public.parent
ALTER TABLE public.child INHERIT public.parent;

-- backward

-- refused: 2 changes cannot be made
-- refused:   check public.child.filled: it is declared in the child too, and no statement takes that back
-- refused:   column public.child.x: it is declared in the child too, and no statement takes that back
