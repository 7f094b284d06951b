-- forward

ALTER DOMAIN public.amount DROP CONSTRAINT amount_check;

-- locks ACCESS EXCLUSIVE on public.m
DROP MATERIALIZED VIEW public.m;

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

DROP FUNCTION public.kept(public.amount);

-- locks ACCESS EXCLUSIVE on public.t
DROP INDEX public.t_i;

DROP FUNCTION public.twice(public.amount);

ALTER DOMAIN public.amount RENAME TO amount__evenkeel_old;

CREATE DOMAIN public.amount AS bigint
    CONSTRAINT amount_check CHECK ((VALUE > 0));

-- hazard rewrite: column public.t.a: its values are converted from public.amount to public.amount
-- hazard may-fail: column public.t.a: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN a TYPE public.amount USING a::public.amount;

DROP DOMAIN public.amount__evenkeel_old;

SET check_function_bodies = off;

CREATE FUNCTION public.kept(x public.amount)
RETURNS numeric
LANGUAGE plpgsql
AS $$ BEGIN RETURN x; END $$;

CREATE FUNCTION public.twice(public.amount)
RETURNS public.amount
LANGUAGE sql
IMMUTABLE
AS $$ SELECT $1 $$;

RESET check_function_bodies;

-- hazard long-lock: index public.t_i: writers wait while it is built
-- locks SHARE on public.t
CREATE INDEX t_i ON public.t USING btree (public.twice(a));

-- hazard rewrite: materialized_view public.m: it is filled anew by its query
CREATE MATERIALIZED VIEW public.m AS
SELECT t.a
   FROM public.t;

CREATE VIEW public.v AS
SELECT t.id,
    public.twice(t.a) AS b
   FROM public.t;

COMMENT ON FUNCTION public.twice(public.amount) IS 'twice';

-- backward

ALTER DOMAIN public.amount DROP CONSTRAINT amount_check;

-- locks ACCESS EXCLUSIVE on public.m
DROP MATERIALIZED VIEW public.m;

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

DROP FUNCTION public.kept(public.amount);

-- locks ACCESS EXCLUSIVE on public.t
DROP INDEX public.t_i;

DROP FUNCTION public.twice(public.amount);

ALTER DOMAIN public.amount RENAME TO amount__evenkeel_old;

CREATE DOMAIN public.amount AS integer
    CONSTRAINT amount_check CHECK ((VALUE > 0));

-- hazard rewrite: column public.t.a: its values are converted from public.amount to public.amount
-- hazard may-fail: column public.t.a: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN a TYPE public.amount USING a::public.amount;

DROP DOMAIN public.amount__evenkeel_old;

SET check_function_bodies = off;

CREATE FUNCTION public.kept(x public.amount)
RETURNS numeric
LANGUAGE plpgsql
AS $$ BEGIN RETURN x; END $$;

CREATE FUNCTION public.twice(public.amount)
RETURNS public.amount
LANGUAGE sql
IMMUTABLE
AS $$ SELECT $1 $$;

RESET check_function_bodies;

-- hazard long-lock: index public.t_i: writers wait while it is built
-- locks SHARE on public.t
CREATE INDEX t_i ON public.t USING btree (public.twice(a));

-- hazard rewrite: materialized_view public.m: it is filled anew by its query
CREATE MATERIALIZED VIEW public.m AS
SELECT t.a
   FROM public.t;

CREATE VIEW public.v AS
SELECT t.id,
    public.twice(t.a) AS b
   FROM public.t;

COMMENT ON FUNCTION public.twice(public.amount) IS 'twice';
