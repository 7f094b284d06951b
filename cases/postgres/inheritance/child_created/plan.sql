-- forward

-- locks SHARE UPDATE EXCLUSIVE on public.parent
CREATE TABLE public.child (
    x text DEFAULT 'c'::text,
    y date
)
INHERITS (public.parent);

-- locks SHARE UPDATE EXCLUSIVE on public.child
CREATE TABLE public.grandchild ()
INHERITS (public.child);

-- backward

-- hazard data-loss: table public.grandchild: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.grandchild
DROP TABLE public.grandchild;

-- hazard data-loss: table public.child: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.child
DROP TABLE public.child;
