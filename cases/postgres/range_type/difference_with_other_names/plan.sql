-- forward

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

SET check_function_bodies = off;

ALTER FUNCTION public.span(time without time zone, time without time zone) RENAME TO span__evenkeel_old;

CREATE FUNCTION public.span(start time without time zone, finish time without time zone)
RETURNS double precision
LANGUAGE sql
IMMUTABLE STRICT
AS $$ SELECT EXTRACT(epoch FROM $1 - $2)::float8 $$;

RESET check_function_bodies;

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

DROP FUNCTION public.span__evenkeel_old(time without time zone, time without time zone);

CREATE VIEW public.v AS
SELECT t.id,
    public.span(upper(t.r), lower(t.r)) AS span
   FROM public.t;

COMMENT ON FUNCTION public.span(time without time zone, time without time zone) IS 'seconds';

-- backward

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

SET check_function_bodies = off;

ALTER FUNCTION public.span(time without time zone, time without time zone) RENAME TO span__evenkeel_old;

CREATE FUNCTION public.span(time without time zone, b time without time zone)
RETURNS double precision
LANGUAGE sql
IMMUTABLE STRICT
AS $$ SELECT EXTRACT(epoch FROM $1 - $2)::float8 $$;

RESET check_function_bodies;

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

DROP FUNCTION public.span__evenkeel_old(time without time zone, time without time zone);

CREATE VIEW public.v AS
SELECT t.id,
    public.span(upper(t.r), lower(t.r)) AS span
   FROM public.t;

COMMENT ON FUNCTION public.span(time without time zone, time without time zone) IS 'seconds';
