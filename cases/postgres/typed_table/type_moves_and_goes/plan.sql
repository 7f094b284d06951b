-- forward

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t NOT OF;

-- locks ACCESS EXCLUSIVE on public.u
ALTER TABLE public.u NOT OF;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t OF public.d;

-- locks ACCESS EXCLUSIVE on public.c
DROP TYPE public.c;

-- backward

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t NOT OF;

CREATE TYPE public.c AS (
    a integer
);

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t OF public.c;

-- locks ACCESS EXCLUSIVE on public.u
ALTER TABLE public.u OF public.c;
