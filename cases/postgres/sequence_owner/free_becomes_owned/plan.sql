-- forward

ALTER SEQUENCE public.b OWNED BY NONE;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN x SET DEFAULT nextval('public.a'::regclass);

ALTER SEQUENCE public.a OWNED BY public.t.x;

-- backward

ALTER SEQUENCE public.a OWNED BY NONE;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN x DROP DEFAULT;

ALTER SEQUENCE public.b OWNED BY public.t.id;
