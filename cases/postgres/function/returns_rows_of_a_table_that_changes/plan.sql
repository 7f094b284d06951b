-- forward

-- hazard data-loss: column public.t.gone: the column and its values are lost
-- hazard rewrite: column public.t.n: its values are converted from integer to bigint
-- hazard may-fail: column public.t.n: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP COLUMN gone,
    ALTER COLUMN n TYPE bigint USING n::bigint,
    ADD COLUMN come text;

CREATE FUNCTION public.f()
RETURNS SETOF public.t
LANGUAGE sql
BEGIN ATOMIC
 SELECT t.id,
     t.n,
     t.come
    FROM public.t;
END;

CREATE FUNCTION public.g(public.t)
RETURNS public.t
LANGUAGE sql
RETURN $1;

-- locks ACCESS EXCLUSIVE on public.u
ALTER TABLE public.u ADD COLUMN n integer;

CREATE OR REPLACE FUNCTION public.stays()
RETURNS SETOF public.u
LANGUAGE sql
BEGIN ATOMIC
 SELECT u.id,
     u.n
    FROM public.u;
END;

-- backward

DROP FUNCTION public.f();

DROP FUNCTION public.g(public.t);

DROP FUNCTION public.stays();

-- hazard data-loss: column public.t.come: the column and its values are lost
-- hazard rewrite: column public.t.n: its values are converted from bigint to integer
-- hazard may-fail: column public.t.n: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP COLUMN come,
    ALTER COLUMN n TYPE integer USING n::integer,
    ADD COLUMN gone text;

-- hazard data-loss: column public.u.n: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.u
ALTER TABLE public.u DROP COLUMN n;

CREATE FUNCTION public.stays()
RETURNS SETOF public.u
LANGUAGE sql
BEGIN ATOMIC
 SELECT u.id
    FROM public.u;
END;
