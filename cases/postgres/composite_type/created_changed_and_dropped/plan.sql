-- forward

-- locks ACCESS EXCLUSIVE on public.c
ALTER TYPE public.c DROP ATTRIBUTE goes,
    ALTER ATTRIBUTE changes TYPE bigint,
    ALTER ATTRIBUTE collated TYPE text COLLATE pg_catalog."C",
    ADD ATTRIBUTE comes numeric(10,2)[];

CREATE TYPE public."new One" AS (
    "select" text COLLATE pg_catalog."POSIX",
    "b b" timestamp(3) with time zone
);

-- locks ACCESS EXCLUSIVE on public."nothing"
ALTER TYPE public."nothing" ADD ATTRIBUTE a integer;

-- locks ACCESS EXCLUSIVE on public.gone
DROP TYPE public.gone;

-- backward

-- locks ACCESS EXCLUSIVE on public.c
ALTER TYPE public.c RENAME TO c__evenkeel_old;

CREATE TYPE public.c AS (
    stays integer,
    goes text,
    changes integer,
    collated text
);

-- locks ACCESS EXCLUSIVE on public.c__evenkeel_old
DROP TYPE public.c__evenkeel_old;

CREATE TYPE public.gone AS (
    a integer,
    b text
);

-- locks ACCESS EXCLUSIVE on public."nothing"
ALTER TYPE public."nothing" DROP ATTRIBUTE a;

-- locks ACCESS EXCLUSIVE on public."new One"
DROP TYPE public."new One";
