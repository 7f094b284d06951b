-- forward

-- locks SHARE UPDATE EXCLUSIVE on public.a, SHARE UPDATE EXCLUSIVE on public.b
CREATE TABLE public.c (
    z text
)
INHERITS (public.a, public.b);

-- locks SHARE UPDATE EXCLUSIVE on public.a, SHARE UPDATE EXCLUSIVE on public.b
CREATE TABLE public.d (
    id integer,
    z text
)
INHERITS (public.b, public.a);

-- backward

-- hazard data-loss: table public.c: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.c
DROP TABLE public.c;

-- hazard data-loss: table public.d: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.d
DROP TABLE public.d;
