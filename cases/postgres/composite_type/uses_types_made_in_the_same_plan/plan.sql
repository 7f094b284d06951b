-- forward

-- locks ACCESS EXCLUSIVE on public.d
ALTER TYPE public.d ALTER ATTRIBUTE g TYPE text;

CREATE DOMAIN public.dom AS text;

CREATE TYPE public.e AS ENUM ('a');

CREATE TYPE public.n AS (
    e public.e,
    dom public.dom[]
);

-- locks ACCESS EXCLUSIVE on public.c
ALTER TYPE public.c ADD ATTRIBUTE n public.n;

CREATE TABLE public.t (
    n public.n DEFAULT ROW('a'::public.e, NULL::public.dom[])::public.n,
    c public.c
);

DROP TYPE public.goes;

-- backward

CREATE TYPE public.goes AS ENUM ('g');

-- locks ACCESS EXCLUSIVE on public.d
ALTER TYPE public.d ALTER ATTRIBUTE g TYPE public.goes;

-- hazard data-loss: table public.t: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.t
DROP TABLE public.t;

-- hazard data-loss: composite_type public.c: the values of attribute n are lost
-- locks ACCESS EXCLUSIVE on public.c
ALTER TYPE public.c DROP ATTRIBUTE n;

-- locks ACCESS EXCLUSIVE on public.n
DROP TYPE public.n;

DROP DOMAIN public.dom;

DROP TYPE public.e;
