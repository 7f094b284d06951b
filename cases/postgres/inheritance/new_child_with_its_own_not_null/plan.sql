-- forward

-- locks SHARE UPDATE EXCLUSIVE on public.parent
CREATE TABLE public.child (
    y integer
)
INHERITS (public.parent);

-- locks ACCESS EXCLUSIVE on public.child
ALTER TABLE public.child ALTER COLUMN id SET NOT NULL,
    ALTER COLUMN x SET STATISTICS 10;

-- backward

-- hazard data-loss: table public.child: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.child
DROP TABLE public.child;
