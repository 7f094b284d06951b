-- forward

-- locks SHARE ROW EXCLUSIVE on public.s
ALTER SEQUENCE public.s OWNED BY NONE;

-- hazard data-loss: table public.a: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.a
DROP TABLE public.a;

-- backward

CREATE TABLE public.a (
    id integer DEFAULT nextval('public.s'::regclass)
);

-- locks SHARE ROW EXCLUSIVE on public.s
ALTER SEQUENCE public.s OWNED BY public.a.id;
