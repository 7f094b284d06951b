-- forward

ALTER SEQUENCE public.s OWNED BY public.b.x;

-- backward

ALTER SEQUENCE public.s OWNED BY public.a.id;
