-- forward

ALTER DOMAIN public.d DROP CONSTRAINT d_check;

ALTER DOMAIN public.d RENAME TO d__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.o
ALTER TYPE public.o RENAME TO o__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.i
ALTER TYPE public.i RENAME TO i__evenkeel_old;

ALTER TYPE public.f RENAME TO f__evenkeel_old;

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('b', 'a');

CREATE TYPE public.f AS ENUM ('y', 'x');

CREATE TYPE public.i AS (
    e public.e,
    n integer
);

CREATE TYPE public.o AS (
    i public.i,
    list public.i[],
    f public.f
);

CREATE DOMAIN public.d AS public.o
    CONSTRAINT d_check CHECK (((VALUE).f IS NOT NULL));

-- hazard rewrite: column public.t.i: its values are converted from public.i to public.i
-- hazard may-fail: column public.t.i: a row value that does not convert stops it
-- hazard rewrite: column public.t.o: its values are converted from public.o to public.o
-- hazard may-fail: column public.t.o: a row value that does not convert stops it
-- hazard rewrite: column public.t.e: its values are converted from public.e[] to public.e[]
-- hazard rewrite: column public.t.f: its values are converted from public.f to public.f
-- hazard rewrite: column public.t.d: its values are converted from public.d to public.d
-- hazard may-fail: column public.t.d: a value that the new type does not allow stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN i TYPE public.i USING i::text::public.i,
    ALTER COLUMN o TYPE public.o USING o::text::public.o,
    ALTER COLUMN e TYPE public.e[] USING e::text[]::public.e[],
    ALTER COLUMN f TYPE public.f USING f::text::public.f,
    ALTER COLUMN d TYPE public.d USING d::text::public.d;

DROP DOMAIN public.d__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.o__evenkeel_old
DROP TYPE public.o__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.i__evenkeel_old
DROP TYPE public.i__evenkeel_old;

DROP TYPE public.f__evenkeel_old;

DROP TYPE public.e__evenkeel_old;

-- backward

ALTER DOMAIN public.d DROP CONSTRAINT d_check;

ALTER DOMAIN public.d RENAME TO d__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.o
ALTER TYPE public.o RENAME TO o__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.i
ALTER TYPE public.i RENAME TO i__evenkeel_old;

ALTER TYPE public.f RENAME TO f__evenkeel_old;

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('a', 'b');

CREATE TYPE public.f AS ENUM ('x', 'y');

CREATE TYPE public.i AS (
    e public.e,
    n integer
);

CREATE TYPE public.o AS (
    i public.i,
    list public.i[],
    f public.f
);

CREATE DOMAIN public.d AS public.o
    CONSTRAINT d_check CHECK (((VALUE).f IS NOT NULL));

-- hazard rewrite: column public.t.i: its values are converted from public.i to public.i
-- hazard may-fail: column public.t.i: a row value that does not convert stops it
-- hazard rewrite: column public.t.o: its values are converted from public.o to public.o
-- hazard may-fail: column public.t.o: a row value that does not convert stops it
-- hazard rewrite: column public.t.e: its values are converted from public.e[] to public.e[]
-- hazard rewrite: column public.t.f: its values are converted from public.f to public.f
-- hazard rewrite: column public.t.d: its values are converted from public.d to public.d
-- hazard may-fail: column public.t.d: a value that the new type does not allow stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN i TYPE public.i USING i::text::public.i,
    ALTER COLUMN o TYPE public.o USING o::text::public.o,
    ALTER COLUMN e TYPE public.e[] USING e::text[]::public.e[],
    ALTER COLUMN f TYPE public.f USING f::text::public.f,
    ALTER COLUMN d TYPE public.d USING d::text::public.d;

DROP DOMAIN public.d__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.o__evenkeel_old
DROP TYPE public.o__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.i__evenkeel_old
DROP TYPE public.i__evenkeel_old;

DROP TYPE public.f__evenkeel_old;

DROP TYPE public.e__evenkeel_old;
