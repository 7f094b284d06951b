-- forward

DROP FUNCTION public.uses_view();

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

DROP FUNCTION public.total();

-- hazard rewrite: column public.t.n: its values are converted from integer to smallint
-- hazard may-fail: column public.t.n: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN n TYPE smallint USING n::smallint;

CREATE FUNCTION public.total()
RETURNS bigint
LANGUAGE sql
STABLE
BEGIN ATOMIC
 SELECT sum(t.n) AS sum
    FROM public.t;
END;

CREATE VIEW public.v AS
SELECT public.total() AS total;

CREATE FUNCTION public.uses_view()
RETURNS bigint
LANGUAGE sql
BEGIN ATOMIC
 SELECT v.total
    FROM public.v;
END;

COMMENT ON FUNCTION public.total() IS 'all of n';

-- backward

DROP FUNCTION public.uses_view();

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

DROP FUNCTION public.total();

-- hazard rewrite: column public.t.n: its values are converted from smallint to integer
-- hazard may-fail: column public.t.n: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN n TYPE integer USING n::integer;

CREATE FUNCTION public.total()
RETURNS bigint
LANGUAGE sql
STABLE
BEGIN ATOMIC
 SELECT sum(t.n) AS sum
    FROM public.t;
END;

CREATE VIEW public.v AS
SELECT public.total() AS total;

CREATE FUNCTION public.uses_view()
RETURNS bigint
LANGUAGE sql
BEGIN ATOMIC
 SELECT v.total
    FROM public.v;
END;

COMMENT ON FUNCTION public.total() IS 'all of n';
