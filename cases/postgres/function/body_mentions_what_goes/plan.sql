-- forward

-- hazard untracked-dependencies: function public.helper(integer): function public.stays() mentions it by name, which PostgreSQL does not track
DROP FUNCTION public.helper(integer);

SET check_function_bodies = off;

CREATE FUNCTION public.helper(bigint)
RETURNS integer
LANGUAGE sql
AS $$SELECT 1$$;

RESET check_function_bodies;

-- hazard data-loss: column public.kept.dropped: the column and its values are lost
-- hazard untracked-dependencies: column public.kept.dropped: function public.stays() mentions it by name, which PostgreSQL does not track
-- hazard rewrite: column public.kept.retyped: its values are converted from integer to bigint
-- hazard may-fail: column public.kept.retyped: a value that does not convert stops it
-- hazard untracked-dependencies: column public.kept.retyped: function public.stays() mentions it by name, which PostgreSQL does not track
-- locks ACCESS EXCLUSIVE on public.kept
ALTER TABLE public.kept DROP COLUMN dropped,
    ALTER COLUMN retyped TYPE bigint USING retyped::bigint;

-- hazard data-loss: table public.gone: the table and all its rows are lost
-- hazard untracked-dependencies: table public.gone: function public.stays() and procedure public.also() mention it by name, which PostgreSQL does not track
-- locks ACCESS EXCLUSIVE on public.gone
DROP TABLE public.gone;

-- backward

-- hazard untracked-dependencies: function public.helper(bigint): function public.stays() mentions it by name, which PostgreSQL does not track
DROP FUNCTION public.helper(bigint);

SET check_function_bodies = off;

CREATE FUNCTION public.helper(integer)
RETURNS integer
LANGUAGE sql
AS $$SELECT 1$$;

RESET check_function_bodies;

CREATE TABLE public.gone (
    id integer
);

-- hazard rewrite: column public.kept.retyped: its values are converted from bigint to integer
-- hazard may-fail: column public.kept.retyped: a value that does not convert stops it
-- hazard untracked-dependencies: column public.kept.retyped: function public.stays() mentions it by name, which PostgreSQL does not track
-- locks ACCESS EXCLUSIVE on public.kept
ALTER TABLE public.kept ALTER COLUMN retyped TYPE integer USING retyped::integer,
    ADD COLUMN dropped text;
