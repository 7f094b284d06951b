-- forward

-- locks SHARE ROW EXCLUSIVE on public.s
ALTER SEQUENCE public.s OWNED BY public.b.x;

-- backward

-- locks SHARE ROW EXCLUSIVE on public.s
ALTER SEQUENCE public.s OWNED BY public.a.id;
