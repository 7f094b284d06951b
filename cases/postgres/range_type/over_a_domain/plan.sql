-- forward

ALTER TYPE public.r RENAME TO r__evenkeel_old;

ALTER TYPE public.r_multirange RENAME TO r_multirange__evenkeel_old;

ALTER FUNCTION public.r_multirange() RENAME TO r__evenkeel_old;

ALTER FUNCTION public.r(public.d, public.d) RENAME TO r__evenkeel_old;

ALTER FUNCTION public.r(public.d, public.d, text) RENAME TO r__evenkeel_old;

ALTER DOMAIN public.d RENAME TO d__evenkeel_old;

CREATE DOMAIN public.d AS integer
    CONSTRAINT d_check CHECK ((VALUE > 0));

CREATE TYPE public.r AS RANGE (
    SUBTYPE = public.d,
    MULTIRANGE_TYPE_NAME = public.r_multirange
);

-- hazard rewrite: column public.t.r: its values are converted from public.r to public.r
-- hazard may-fail: column public.t.r: a value that the new type does not allow stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN r TYPE public.r USING r::text::public.r;

DROP TYPE public.r__evenkeel_old;

DROP DOMAIN public.d__evenkeel_old;

-- backward

ALTER DOMAIN public.d DROP CONSTRAINT d_check;
