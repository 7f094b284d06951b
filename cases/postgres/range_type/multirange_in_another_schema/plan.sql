-- forward

ALTER TYPE public.r RENAME TO r__evenkeel_old;

ALTER TYPE s.rs RENAME TO rs__evenkeel_old;

ALTER FUNCTION public.rs() RENAME TO r__evenkeel_old;

CREATE TYPE public.r AS RANGE (
    SUBTYPE = bigint,
    MULTIRANGE_TYPE_NAME = s.rs
);

-- hazard rewrite: column public.t.r: its values are converted from public.r to public.r
-- hazard may-fail: column public.t.r: a value that the new type does not allow stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN r TYPE public.r USING r::text::public.r;

DROP TYPE public.r__evenkeel_old;

-- backward

ALTER TYPE public.r RENAME TO r__evenkeel_old;

ALTER TYPE s.rs RENAME TO rs__evenkeel_old;

ALTER FUNCTION public.rs() RENAME TO r__evenkeel_old;

CREATE TYPE public.r AS RANGE (
    SUBTYPE = integer,
    MULTIRANGE_TYPE_NAME = s.rs
);

-- hazard rewrite: column public.t.r: its values are converted from public.r to public.r
-- hazard may-fail: column public.t.r: a value that the new type does not allow stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN r TYPE public.r USING r::text::public.r;

DROP TYPE public.r__evenkeel_old;
