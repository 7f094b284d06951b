-- forward

-- locks ACCESS EXCLUSIVE on public.b, SHARE UPDATE EXCLUSIVE on public.parent
ALTER TABLE public.b NO INHERIT public.parent;

-- locks ACCESS EXCLUSIVE on public.a, SHARE UPDATE EXCLUSIVE on public.parent
ALTER TABLE public.a INHERIT public.parent;

-- backward

-- locks ACCESS EXCLUSIVE on public.a, SHARE UPDATE EXCLUSIVE on public.parent
ALTER TABLE public.a NO INHERIT public.parent;

-- locks ACCESS EXCLUSIVE on public.b, SHARE UPDATE EXCLUSIVE on public.parent
ALTER TABLE public.b INHERIT public.parent;
