-- forward

CREATE TYPE public.c AS (
    a integer
);

SET check_function_bodies = off;

CREATE FUNCTION public.c_before(public.c, public.c)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $$ SELECT ($1).a < ($2).a $$;

CREATE FUNCTION public.c_order(public.c, public.c)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$ SELECT ($1).a - ($2).a $$;

RESET check_function_bodies;

CREATE OPERATOR public.<<< (
    FUNCTION = public.c_before,
    LEFTARG = public.c,
    RIGHTARG = public.c
);

CREATE OPERATOR FAMILY public.c_ops USING btree;

CREATE OPERATOR CLASS public.c_ops DEFAULT FOR TYPE public.c USING btree FAMILY public.c_ops AS
    OPERATOR 1 public.<<<(public.c, public.c),
    FUNCTION 1 (public.c, public.c) public.c_order(public.c, public.c);

CREATE TYPE public.c_range AS RANGE (
    SUBTYPE = public.c,
    MULTIRANGE_TYPE_NAME = public.c_multirange
);

CREATE TABLE public.t (
    c public.c
);

-- locks SHARE on public.t
CREATE INDEX t_c ON public.t USING btree (c);

-- locks ACCESS EXCLUSIVE on public.e
DROP TYPE public.e;

-- backward

CREATE TYPE public.e AS (
    a integer
);

-- hazard data-loss: table public.t: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.t
DROP TABLE public.t;

DROP TYPE public.c_range;

DROP OPERATOR CLASS public.c_ops USING btree;

DROP FUNCTION public.c_order(public.c, public.c);

DROP OPERATOR public.<<< (public.c, public.c);

DROP FUNCTION public.c_before(public.c, public.c);

DROP OPERATOR FAMILY public.c_ops USING btree;

-- locks ACCESS EXCLUSIVE on public.c
DROP TYPE public.c;
