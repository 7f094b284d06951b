-- forward

CREATE OR REPLACE FUNCTION public.becomes_atomic(a integer)
RETURNS integer
LANGUAGE sql
RETURN (a + 1);

SET check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.body()
RETURNS integer
LANGUAGE plpgsql
AS $bodyy$ BEGIN RETURN 1; END -- $$ and $body$ $bodyy$;

CREATE OR REPLACE FUNCTION public.changes_language()
RETURNS integer
LANGUAGE plpgsql
AS $$BEGIN RETURN 1; END$$;

CREATE OR REPLACE FUNCTION public.cost()
RETURNS integer
LANGUAGE sql
AS $$SELECT 1$$;

CREATE OR REPLACE FUNCTION public.counted()
RETURNS bigint
LANGUAGE internal
WINDOW IMMUTABLE
AS 'window_dense_rank';

CREATE OR REPLACE FUNCTION public.leaks(a integer)
RETURNS boolean
LANGUAGE sql
AS $$SELECT true$$;

CREATE OR REPLACE FUNCTION public.parallel()
RETURNS integer
LANGUAGE sql
PARALLEL RESTRICTED
AS $$SELECT 1$$;

CREATE OR REPLACE FUNCTION public.plain(a integer, b text DEFAULT 'y'::text)
RETURNS text
LANGUAGE sql
AS $$SELECT b || a$$;

CREATE OR REPLACE FUNCTION public.rowcount()
RETURNS SETOF integer
LANGUAGE sql
AS $$SELECT 1$$;

CREATE OR REPLACE FUNCTION public.security()
RETURNS integer
LANGUAGE sql
AS $$SELECT 1$$;

CREATE OR REPLACE FUNCTION public.settings()
RETURNS integer
LANGUAGE sql
SET search_path TO '$user', 'public', 'a,b'
SET "DateStyle" TO 'ISO, DMY'
AS $$SELECT 1$$;

CREATE OR REPLACE FUNCTION public.strictness(a integer)
RETURNS integer
LANGUAGE sql
AS $$SELECT 1$$;

CREATE OR REPLACE FUNCTION public.supported(text, text)
RETURNS boolean
LANGUAGE internal
IMMUTABLE STRICT
AS 'textlike';

CREATE OR REPLACE FUNCTION public.volatility()
RETURNS integer
LANGUAGE sql
STABLE
AS $$SELECT 1$$;

RESET check_function_bodies;

-- backward

SET check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.becomes_atomic(a integer)
RETURNS integer
LANGUAGE sql
AS $$SELECT a$$;

CREATE OR REPLACE FUNCTION public.body()
RETURNS integer
LANGUAGE plpgsql
AS $$ BEGIN RETURN 1; END $$;

CREATE OR REPLACE FUNCTION public.changes_language()
RETURNS integer
LANGUAGE sql
AS $$SELECT 1$$;

CREATE OR REPLACE FUNCTION public.cost()
RETURNS integer
LANGUAGE sql
COST 7.5
AS $$SELECT 1$$;

CREATE OR REPLACE FUNCTION public.counted()
RETURNS bigint
LANGUAGE internal
WINDOW IMMUTABLE
AS 'window_rank';

CREATE OR REPLACE FUNCTION public.leaks(a integer)
RETURNS boolean
LANGUAGE sql
LEAKPROOF
AS $$SELECT true$$;

CREATE OR REPLACE FUNCTION public.parallel()
RETURNS integer
LANGUAGE sql
PARALLEL SAFE
AS $$SELECT 1$$;

CREATE OR REPLACE FUNCTION public.plain(a integer, b text DEFAULT 'x'::text)
RETURNS text
LANGUAGE sql
AS $$SELECT b || a$$;

CREATE OR REPLACE FUNCTION public.rowcount()
RETURNS SETOF integer
LANGUAGE sql
ROWS 12
AS $$SELECT 1$$;

CREATE OR REPLACE FUNCTION public.security()
RETURNS integer
LANGUAGE sql
SECURITY DEFINER
AS $$SELECT 1$$;

CREATE OR REPLACE FUNCTION public.settings()
RETURNS integer
LANGUAGE sql
SET search_path TO ''
SET work_mem TO '5MB'
AS $$SELECT 1$$;

CREATE OR REPLACE FUNCTION public.strictness(a integer)
RETURNS integer
LANGUAGE sql
STRICT
AS $$SELECT 1$$;

CREATE OR REPLACE FUNCTION public.supported(text, text)
RETURNS boolean
LANGUAGE internal
IMMUTABLE STRICT SUPPORT textlike_support
AS 'textlike';

CREATE OR REPLACE FUNCTION public.volatility()
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$SELECT 1$$;

RESET check_function_bodies;
