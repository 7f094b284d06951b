-- forward

ALTER DOMAIN public.d DROP CONSTRAINT d_check;

ALTER DOMAIN public.dd DROP CONSTRAINT dd_check;

ALTER DOMAIN public.d DROP DEFAULT;

ALTER DOMAIN public.dd DROP DEFAULT;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN dd DROP DEFAULT,
    ALTER COLUMN e DROP DEFAULT;

ALTER DOMAIN public.dd RENAME TO dd__evenkeel_old;

ALTER DOMAIN public.d RENAME TO d__evenkeel_old;

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('b', 'a', 'c');

CREATE DOMAIN public.d AS public.e CONSTRAINT d_not_null NOT NULL
    CONSTRAINT d_check CHECK ((VALUE <> 'b'::public.e));

CREATE DOMAIN public.dd AS public.d
    CONSTRAINT dd_check CHECK (((VALUE)::public.e <> 'c'::public.e));

-- hazard rewrite: column public.t.e: its values are converted from public.e to public.e
-- hazard rewrite: column public.t.d: its values are converted from public.d to public.d
-- hazard rewrite: column public.t.dd: its values are converted from public.dd to public.dd
-- hazard rewrite: column public.t.list: its values are converted from public.d[] to public.d[]
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e TYPE public.e USING e::text::public.e,
    ALTER COLUMN d TYPE public.d USING d::text::public.d,
    ALTER COLUMN dd TYPE public.dd USING dd::text::public.dd,
    ALTER COLUMN list TYPE public.d[] USING list::text[]::public.d[];

DROP DOMAIN public.dd__evenkeel_old;

DROP DOMAIN public.d__evenkeel_old;

DROP TYPE public.e__evenkeel_old;

ALTER DOMAIN public.d SET DEFAULT 'a'::public.e;

ALTER DOMAIN public.dd SET DEFAULT 'a'::public.e;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN dd SET DEFAULT 'a'::public.e,
    ALTER COLUMN e SET DEFAULT 'b'::public.e;

-- backward

ALTER DOMAIN public.d DROP CONSTRAINT d_check;

ALTER DOMAIN public.dd DROP CONSTRAINT dd_check;

ALTER DOMAIN public.d DROP DEFAULT;

ALTER DOMAIN public.dd DROP DEFAULT;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN dd DROP DEFAULT,
    ALTER COLUMN e DROP DEFAULT;

ALTER DOMAIN public.dd RENAME TO dd__evenkeel_old;

ALTER DOMAIN public.d RENAME TO d__evenkeel_old;

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('a', 'b', 'c');

CREATE DOMAIN public.d AS public.e CONSTRAINT d_not_null NOT NULL
    CONSTRAINT d_check CHECK ((VALUE <> 'b'::public.e));

CREATE DOMAIN public.dd AS public.d
    CONSTRAINT dd_check CHECK (((VALUE)::public.e <> 'c'::public.e));

-- hazard rewrite: column public.t.e: its values are converted from public.e to public.e
-- hazard rewrite: column public.t.d: its values are converted from public.d to public.d
-- hazard rewrite: column public.t.dd: its values are converted from public.dd to public.dd
-- hazard rewrite: column public.t.list: its values are converted from public.d[] to public.d[]
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e TYPE public.e USING e::text::public.e,
    ALTER COLUMN d TYPE public.d USING d::text::public.d,
    ALTER COLUMN dd TYPE public.dd USING dd::text::public.dd,
    ALTER COLUMN list TYPE public.d[] USING list::text[]::public.d[];

DROP DOMAIN public.dd__evenkeel_old;

DROP DOMAIN public.d__evenkeel_old;

DROP TYPE public.e__evenkeel_old;

ALTER DOMAIN public.d SET DEFAULT 'a'::public.e;

ALTER DOMAIN public.dd SET DEFAULT 'a'::public.e;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN dd SET DEFAULT 'a'::public.e,
    ALTER COLUMN e SET DEFAULT 'b'::public.e;
