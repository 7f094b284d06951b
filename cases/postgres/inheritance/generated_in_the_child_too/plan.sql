-- forward

CREATE TABLE public.parent (
    a integer,
    b integer GENERATED ALWAYS AS ((a * 2)) STORED
);

-- locks SHARE UPDATE EXCLUSIVE on public.parent
CREATE TABLE public.child (
    b integer,
    a integer
)
INHERITS (public.parent);

-- backward

-- hazard data-loss: table public.child: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.child
DROP TABLE public.child;

-- hazard data-loss: table public.parent: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.parent
DROP TABLE public.parent;
