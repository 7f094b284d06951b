-- forward

ALTER TYPE public.s RENAME TO s__evenkeel_old;

ALTER TYPE public.many RENAME TO many__evenkeel_old;

ALTER FUNCTION public.many() RENAME TO s__evenkeel_old;

ALTER FUNCTION public.s(text, text) RENAME TO s__evenkeel_old;

ALTER FUNCTION public.s(text, text, text) RENAME TO s__evenkeel_old;

CREATE TYPE public.s AS RANGE (
    SUBTYPE = text,
    COLLATION = pg_catalog."C",
    MULTIRANGE_TYPE_NAME = public.many
);

-- hazard rewrite: column public.t.s: its values are converted from public.s to public.s
-- hazard may-fail: column public.t.s: a value that the new type does not allow stops it
-- hazard rewrite: column public.t.many: its values are converted from public.many to public.many
-- hazard may-fail: column public.t.many: a value that the new type does not allow stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN s TYPE public.s USING s::text::public.s,
    ALTER COLUMN many TYPE public.many USING many::text::public.many;

DROP TYPE public.s__evenkeel_old;

ALTER TYPE public.us RENAME TO uses;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN r DROP DEFAULT;

ALTER TYPE public.r RENAME TO r__evenkeel_old;

ALTER TYPE public.r_multirange RENAME TO r_multirange__evenkeel_old;

ALTER FUNCTION public.r_multirange() RENAME TO r__evenkeel_old;

CREATE TYPE public.r AS RANGE (
    SUBTYPE = bigint,
    MULTIRANGE_TYPE_NAME = public.r_multirange
);

-- hazard rewrite: column public.t.r: its values are converted from public.r to public.r
-- hazard may-fail: column public.t.r: a value that the new type does not allow stops it
-- hazard rewrite: column public.t.list: its values are converted from public.r[] to public.r[]
-- hazard may-fail: column public.t.list: a value that the new type does not allow stops it
-- hazard rewrite: column public.t.m: its values are converted from public.r_multirange to public.r_multirange
-- hazard may-fail: column public.t.m: a value that the new type does not allow stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN r TYPE public.r USING r::text::public.r,
    ALTER COLUMN list TYPE public.r[] USING list::text[]::public.r[],
    ALTER COLUMN m TYPE public.r_multirange USING m::text::public.r_multirange;

DROP TYPE public.r__evenkeel_old;

-- hazard rewrite: column public.t.us: its values are converted from public.us to public.uses
-- hazard may-fail: column public.t.us: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN us TYPE public.uses USING us::text::public.uses,
    ALTER COLUMN r SET DEFAULT '[1,2)'::public.r;

COMMENT ON TYPE public.r IS 'r';

-- backward

ALTER TYPE public.s RENAME TO s__evenkeel_old;

ALTER TYPE public.many RENAME TO many__evenkeel_old;

ALTER FUNCTION public.many() RENAME TO s__evenkeel_old;

ALTER FUNCTION public.s(text, text) RENAME TO s__evenkeel_old;

ALTER FUNCTION public.s(text, text, text) RENAME TO s__evenkeel_old;

CREATE TYPE public.s AS RANGE (
    SUBTYPE = text,
    MULTIRANGE_TYPE_NAME = public.many
);

-- hazard rewrite: column public.t.s: its values are converted from public.s to public.s
-- hazard may-fail: column public.t.s: a value that the new type does not allow stops it
-- hazard rewrite: column public.t.many: its values are converted from public.many to public.many
-- hazard may-fail: column public.t.many: a value that the new type does not allow stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN s TYPE public.s USING s::text::public.s,
    ALTER COLUMN many TYPE public.many USING many::text::public.many;

DROP TYPE public.s__evenkeel_old;

ALTER TYPE public.uses RENAME TO us;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN r DROP DEFAULT;

ALTER TYPE public.r RENAME TO r__evenkeel_old;

ALTER TYPE public.r_multirange RENAME TO r_multirange__evenkeel_old;

ALTER FUNCTION public.r_multirange() RENAME TO r__evenkeel_old;

CREATE TYPE public.r AS RANGE (
    SUBTYPE = integer,
    MULTIRANGE_TYPE_NAME = public.r_multirange
);

-- hazard rewrite: column public.t.r: its values are converted from public.r to public.r
-- hazard may-fail: column public.t.r: a value that the new type does not allow stops it
-- hazard rewrite: column public.t.list: its values are converted from public.r[] to public.r[]
-- hazard may-fail: column public.t.list: a value that the new type does not allow stops it
-- hazard rewrite: column public.t.m: its values are converted from public.r_multirange to public.r_multirange
-- hazard may-fail: column public.t.m: a value that the new type does not allow stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN r TYPE public.r USING r::text::public.r,
    ALTER COLUMN list TYPE public.r[] USING list::text[]::public.r[],
    ALTER COLUMN m TYPE public.r_multirange USING m::text::public.r_multirange;

DROP TYPE public.r__evenkeel_old;

-- hazard rewrite: column public.t.us: its values are converted from public.uses to public.us
-- hazard may-fail: column public.t.us: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN us TYPE public.us USING us::text::public.us,
    ALTER COLUMN r SET DEFAULT '[1,2)'::public.r;

COMMENT ON TYPE public.r IS 'r';
