-- forward

-- locks ACCESS EXCLUSIVE on public.t
DROP POLICY few ON public.t;

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

DROP FUNCTION public.twice(integer, integer);

SET check_function_bodies = off;

CREATE FUNCTION public.twice(n integer)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$SELECT n + n$$;

RESET check_function_bodies;

CREATE TABLE public.u (
    id integer NOT NULL,
    n integer,
    CONSTRAINT u_pkey PRIMARY KEY (id),
    CONSTRAINT u_n_check CHECK ((public.twice(n) > 0))
);

-- locks ACCESS EXCLUSIVE on public.t
CREATE POLICY few ON public.t
    USING ((public.twice(n) < 10));

-- locks ACCESS EXCLUSIVE on public.u
CREATE POLICY few ON public.u
    USING ((public.twice(n) < 10));

-- backward

-- locks ACCESS EXCLUSIVE on public.t
DROP POLICY few ON public.t;

SET check_function_bodies = off;

CREATE FUNCTION public.twice(n integer, by integer DEFAULT 2)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$SELECT n * by$$;

RESET check_function_bodies;

-- hazard data-loss: table public.u: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.u
DROP TABLE public.u;

DROP FUNCTION public.twice(integer);

CREATE VIEW public.v AS
SELECT public.twice(t.n) AS twice
   FROM public.t;

-- locks ACCESS EXCLUSIVE on public.t
CREATE POLICY few ON public.t
    USING ((public.twice(n) < 10));
