-- forward

-- locks SHARE UPDATE EXCLUSIVE on public.parent
CREATE TABLE public.child (
    own text
)
INHERITS (public.parent);

-- locks ACCESS EXCLUSIVE on public.parent, ACCESS EXCLUSIVE on public.child
ALTER TABLE public.parent DROP CONSTRAINT positive,
    ADD CONSTRAINT positive CHECK ((id > 0)) NOT VALID;

-- backward

-- hazard data-loss: table public.child: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.child
DROP TABLE public.child;
