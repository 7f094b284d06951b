-- forward

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

DROP AGGREGATE public.final_mood(public.mood);

DROP AGGREGATE public.total(integer);

DROP FUNCTION public."add"(integer, integer);

DROP FUNCTION public.last_mood(public.mood, public.mood);

ALTER TYPE public.mood RENAME TO mood__evenkeel_old;

CREATE TYPE public.mood AS ENUM ('ok');

DROP TYPE public.mood__evenkeel_old;

SET check_function_bodies = off;

CREATE FUNCTION public."add"(x integer, y integer)
RETURNS integer
LANGUAGE sql
AS $$SELECT $1 + $2$$;

CREATE AGGREGATE public.total(integer) (
    SFUNC = public.add,
    STYPE = integer
);

CREATE FUNCTION public.last_mood(public.mood, public.mood)
RETURNS public.mood
LANGUAGE sql
AS $$SELECT $2$$;

RESET check_function_bodies;

CREATE AGGREGATE public.final_mood(public.mood) (
    SFUNC = public.last_mood,
    STYPE = public.mood
);

CREATE VIEW public.v AS
SELECT public.total(a.a) AS total
   FROM generate_series(1, 3) a(a);

COMMENT ON AGGREGATE public.total(integer) IS 'of all';

-- backward

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

DROP AGGREGATE public.total(integer);

DROP FUNCTION public."add"(integer, integer);

-- commit: what this adds can be used only after a commit
ALTER TYPE public.mood ADD VALUE 'sad' BEFORE 'ok';

SET check_function_bodies = off;

CREATE FUNCTION public."add"(a integer, b integer)
RETURNS integer
LANGUAGE sql
AS $$SELECT $1 + $2$$;

RESET check_function_bodies;

CREATE AGGREGATE public.total(integer) (
    SFUNC = public.add,
    STYPE = integer
);

CREATE VIEW public.v AS
SELECT public.total(a.a) AS total
   FROM generate_series(1, 3) a(a);

COMMENT ON AGGREGATE public.total(integer) IS 'of all';
