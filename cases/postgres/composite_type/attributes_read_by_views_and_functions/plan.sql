-- forward

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

DROP FUNCTION public.f(public.c);

DROP FUNCTION public.g(public.c);

-- hazard data-loss: composite_type public.c: the values of attribute x are lost
-- locks ACCESS EXCLUSIVE on public.c
ALTER TYPE public.c DROP ATTRIBUTE x,
    ADD ATTRIBUTE y date;

SET check_function_bodies = off;

CREATE FUNCTION public.f(public.c)
RETURNS public.c
LANGUAGE sql
IMMUTABLE
AS $$ SELECT $1 $$;

RESET check_function_bodies;

CREATE FUNCTION public.g(c public.c)
RETURNS text
LANGUAGE sql
IMMUTABLE
BEGIN ATOMIC
 SELECT (c).b AS b;
END;

CREATE VIEW public.v AS
SELECT (t.c).b AS b,
    (t.c).y AS y
   FROM public.t;

-- backward

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

DROP FUNCTION public.f(public.c);

DROP FUNCTION public.g(public.c);

-- hazard data-loss: composite_type public.c: the values of attribute y are lost
-- locks ACCESS EXCLUSIVE on public.c
ALTER TYPE public.c DROP ATTRIBUTE y,
    ADD ATTRIBUTE x date;

SET check_function_bodies = off;

CREATE FUNCTION public.f(public.c)
RETURNS public.c
LANGUAGE sql
IMMUTABLE
AS $$ SELECT $1 $$;

RESET check_function_bodies;

CREATE FUNCTION public.g(c public.c)
RETURNS text
LANGUAGE sql
IMMUTABLE
BEGIN ATOMIC
 SELECT (c).b AS b;
END;

CREATE VIEW public.v AS
SELECT (t.c).b AS b,
    (t.c).x AS x
   FROM public.t;
