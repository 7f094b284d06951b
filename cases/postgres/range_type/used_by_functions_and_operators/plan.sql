-- forward

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

DROP FUNCTION public.f(public.r);

ALTER TYPE public.r RENAME TO r__evenkeel_old;

ALTER TYPE public.r_multirange RENAME TO r_multirange__evenkeel_old;

ALTER FUNCTION public.r_multirange() RENAME TO r__evenkeel_old;

ALTER FUNCTION public.r(time without time zone, time without time zone) RENAME TO r__evenkeel_old;

ALTER FUNCTION public.r(time without time zone, time without time zone, text) RENAME TO r__evenkeel_old;

CREATE TYPE public.r AS RANGE (
    SUBTYPE = time without time zone,
    SUBTYPE_DIFF = public.span,
    MULTIRANGE_TYPE_NAME = public.r_multirange
);

-- hazard rewrite: column public.t.r: its values are converted from public.r to public.r
-- hazard may-fail: column public.t.r: a value that the new type does not allow stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN r TYPE public.r USING r::text::public.r;

DROP TYPE public.r__evenkeel_old;

SET check_function_bodies = off;

CREATE FUNCTION public.f(public.r)
RETURNS time without time zone
LANGUAGE sql
IMMUTABLE
AS $$ SELECT lower($1) $$;

RESET check_function_bodies;

CREATE VIEW public.v AS
SELECT public.f(t.r) AS f
   FROM public.t;

-- backward

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

DROP FUNCTION public.f(public.r);

ALTER TYPE public.r RENAME TO r__evenkeel_old;

ALTER TYPE public.r_multirange RENAME TO r_multirange__evenkeel_old;

ALTER FUNCTION public.r_multirange() RENAME TO r__evenkeel_old;

ALTER FUNCTION public.r(time without time zone, time without time zone) RENAME TO r__evenkeel_old;

ALTER FUNCTION public.r(time without time zone, time without time zone, text) RENAME TO r__evenkeel_old;

CREATE TYPE public.r AS RANGE (
    SUBTYPE = time without time zone,
    MULTIRANGE_TYPE_NAME = public.r_multirange
);

-- hazard rewrite: column public.t.r: its values are converted from public.r to public.r
-- hazard may-fail: column public.t.r: a value that the new type does not allow stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN r TYPE public.r USING r::text::public.r;

DROP TYPE public.r__evenkeel_old;

SET check_function_bodies = off;

CREATE FUNCTION public.f(public.r)
RETURNS time without time zone
LANGUAGE sql
IMMUTABLE
AS $$ SELECT lower($1) $$;

RESET check_function_bodies;

CREATE VIEW public.v AS
SELECT public.f(t.r) AS f
   FROM public.t;
