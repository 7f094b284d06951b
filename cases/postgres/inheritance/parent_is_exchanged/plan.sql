-- forward

-- locks ACCESS EXCLUSIVE on public.child, SHARE UPDATE EXCLUSIVE on public.a
ALTER TABLE public.child NO INHERIT public.a;

-- locks ACCESS EXCLUSIVE on public.child, SHARE UPDATE EXCLUSIVE on public.b
ALTER TABLE public.child INHERIT public.b;

-- backward

-- locks ACCESS EXCLUSIVE on public.child, SHARE UPDATE EXCLUSIVE on public.b
ALTER TABLE public.child NO INHERIT public.b;

-- locks ACCESS EXCLUSIVE on public.child, SHARE UPDATE EXCLUSIVE on public.a
ALTER TABLE public.child INHERIT public.a;
