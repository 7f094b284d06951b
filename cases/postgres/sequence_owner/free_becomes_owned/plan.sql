-- forward

-- locks SHARE ROW EXCLUSIVE on public.b
ALTER SEQUENCE public.b OWNED BY NONE;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN x SET DEFAULT nextval('public.a'::regclass);

-- locks SHARE ROW EXCLUSIVE on public.a
ALTER SEQUENCE public.a OWNED BY public.t.x;

-- backward

-- locks SHARE ROW EXCLUSIVE on public.a
ALTER SEQUENCE public.a OWNED BY NONE;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN x DROP DEFAULT;

-- locks SHARE ROW EXCLUSIVE on public.b
ALTER SEQUENCE public.b OWNED BY public.t.id;
