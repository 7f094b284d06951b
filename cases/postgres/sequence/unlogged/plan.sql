-- forward

-- locks ACCESS EXCLUSIVE on public.a
ALTER SEQUENCE public.a SET UNLOGGED;

-- locks ACCESS EXCLUSIVE on public.b
ALTER SEQUENCE public.b SET LOGGED;

-- backward

-- locks ACCESS EXCLUSIVE on public.a
ALTER SEQUENCE public.a SET LOGGED;

-- locks ACCESS EXCLUSIVE on public.b
ALTER SEQUENCE public.b SET UNLOGGED;
