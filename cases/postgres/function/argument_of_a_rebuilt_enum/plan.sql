-- forward

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

DROP FUNCTION public.cheer(public.mood);

DROP FUNCTION public.moods();

ALTER TYPE public.mood RENAME TO mood__evenkeel_old;

CREATE TYPE public.mood AS ENUM ('happy', 'sad');

-- hazard rewrite: column public.t.m: its values are converted from public.mood to public.mood
-- hazard may-fail: column public.t.m: rows that hold ok do not fit the new type
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN m TYPE public.mood USING m::text::public.mood;

DROP TYPE public.mood__evenkeel_old;

SET check_function_bodies = off;

CREATE FUNCTION public.cheer(m public.mood)
RETURNS public.mood
LANGUAGE sql
AS $$SELECT m$$;

CREATE FUNCTION public.moods()
RETURNS SETOF public.mood
LANGUAGE sql
AS $$SELECT m FROM t$$;

RESET check_function_bodies;

CREATE VIEW public.v AS
SELECT public.cheer(t.m) AS m
   FROM public.t;

-- locks SHARE UPDATE EXCLUSIVE on public.v
COMMENT ON COLUMN public.v.m IS 'cheered';

-- backward

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

DROP FUNCTION public.cheer(public.mood);

DROP FUNCTION public.moods();

ALTER TYPE public.mood RENAME TO mood__evenkeel_old;

CREATE TYPE public.mood AS ENUM ('sad', 'ok', 'happy');

-- hazard rewrite: column public.t.m: its values are converted from public.mood to public.mood
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN m TYPE public.mood USING m::text::public.mood;

DROP TYPE public.mood__evenkeel_old;

SET check_function_bodies = off;

CREATE FUNCTION public.cheer(m public.mood)
RETURNS public.mood
LANGUAGE sql
AS $$SELECT m$$;

CREATE FUNCTION public.moods()
RETURNS SETOF public.mood
LANGUAGE sql
AS $$SELECT m FROM t$$;

RESET check_function_bodies;

CREATE VIEW public.v AS
SELECT public.cheer(t.m) AS m
   FROM public.t;

-- locks SHARE UPDATE EXCLUSIVE on public.v
COMMENT ON COLUMN public.v.m IS 'cheered';
