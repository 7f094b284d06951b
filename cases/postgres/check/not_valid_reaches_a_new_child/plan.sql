-- forward

CREATE TABLE public.parent (
    id integer
);

-- locks SHARE UPDATE EXCLUSIVE on public.parent
CREATE TABLE public.child (
    own text
)
INHERITS (public.parent);

-- locks ACCESS EXCLUSIVE on public.parent, ACCESS EXCLUSIVE on public.child
ALTER TABLE public.parent ADD CONSTRAINT positive CHECK ((id > 0)) NOT VALID;

-- backward

-- hazard data-loss: table public.child: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.child
DROP TABLE public.child;

-- hazard data-loss: table public.parent: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.parent
DROP TABLE public.parent;
