-- forward

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN v DROP EXPRESSION;

DROP FUNCTION public.f(integer);

SET check_function_bodies = off;

CREATE FUNCTION public.f(m integer)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$SELECT m + 1$$;

RESET check_function_bodies;

-- locks ACCESS EXCLUSIVE on public.u
ALTER TABLE public.u ALTER COLUMN v DROP EXPRESSION;

-- hazard rewrite: column public.u.v: its values are converted from integer to bigint
-- hazard may-fail: column public.u.v: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.u
ALTER TABLE public.u ALTER COLUMN v TYPE bigint USING v::bigint;

DROP FUNCTION public.g(integer);

-- locks ACCESS EXCLUSIVE on public.w
ALTER TABLE public.w ALTER COLUMN v DROP EXPRESSION;

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('b', 'a');

-- locks ACCESS EXCLUSIVE on public.y
ALTER TABLE public.y ALTER COLUMN v DROP EXPRESSION;

-- hazard rewrite: column public.y.v: its values are converted from public.e to public.e
-- locks ACCESS EXCLUSIVE on public.y
ALTER TABLE public.y ALTER COLUMN v TYPE public.e USING v::text::public.e;

-- hazard rewrite: column public.w.id: its values are converted from public.e to public.e
-- locks ACCESS EXCLUSIVE on public.w
ALTER TABLE public.w ALTER COLUMN id TYPE public.e USING id::text::public.e;

-- hazard rewrite: column public.y.id: its values are converted from public.e to public.e
-- locks ACCESS EXCLUSIVE on public.y
ALTER TABLE public.y ALTER COLUMN id TYPE public.e USING id::text::public.e;

DROP TYPE public.e__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.x
ALTER TABLE public.x ALTER COLUMN v DROP EXPRESSION;

-- hazard rewrite: column public.x.id: its values are converted from integer to bigint
-- hazard may-fail: column public.x.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.x
ALTER TABLE public.x ALTER COLUMN id TYPE bigint USING id::bigint;

-- backward

DROP FUNCTION public.f(integer);

SET check_function_bodies = off;

CREATE FUNCTION public.f(n integer)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$SELECT n + 1$$;

CREATE FUNCTION public.g(n integer)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$SELECT n + 1$$;

RESET check_function_bodies;

-- hazard data-loss: column public.t.v: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP COLUMN v,
    ADD COLUMN v integer GENERATED ALWAYS AS (public.f(id)) STORED;

-- hazard data-loss: column public.u.v: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.u
ALTER TABLE public.u DROP COLUMN v,
    ADD COLUMN v integer GENERATED ALWAYS AS (public.g(id)) STORED;

-- hazard data-loss: column public.w.v: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.w
ALTER TABLE public.w DROP COLUMN v;

-- hazard data-loss: column public.x.v: the column and its values are lost
-- hazard rewrite: column public.x.id: its values are converted from bigint to integer
-- hazard may-fail: column public.x.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.x
ALTER TABLE public.x DROP COLUMN v,
    ALTER COLUMN id TYPE integer USING id::integer,
    ADD COLUMN v text GENERATED ALWAYS AS ((id)::text) STORED;

-- hazard data-loss: column public.y.v: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.y
ALTER TABLE public.y DROP COLUMN v;

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('a', 'b');

-- hazard rewrite: column public.w.id: its values are converted from public.e to public.e
-- locks ACCESS EXCLUSIVE on public.w
ALTER TABLE public.w ALTER COLUMN id TYPE public.e USING id::text::public.e;

-- hazard rewrite: column public.y.id: its values are converted from public.e to public.e
-- locks ACCESS EXCLUSIVE on public.y
ALTER TABLE public.y ALTER COLUMN id TYPE public.e USING id::text::public.e;

DROP TYPE public.e__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.w
ALTER TABLE public.w ADD COLUMN v boolean GENERATED ALWAYS AS ((id = 'a'::public.e)) STORED;

-- locks ACCESS EXCLUSIVE on public.y
ALTER TABLE public.y ADD COLUMN v public.e GENERATED ALWAYS AS (id) STORED;
