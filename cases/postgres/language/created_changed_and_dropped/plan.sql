-- forward

DROP FUNCTION public.f();

CREATE LANGUAGE "New" HANDLER pg_catalog.plpgsql_call_handler;

DROP LANGUAGE gone;

DROP LANGUAGE l;

CREATE TRUSTED LANGUAGE l HANDLER pg_catalog.plpgsql_call_handler INLINE pg_catalog.plpgsql_inline_handler VALIDATOR pg_catalog.plpgsql_validator;

SET check_function_bodies = off;

CREATE FUNCTION public.f()
RETURNS integer
LANGUAGE l
AS $$BEGIN RETURN 1; END$$;

RESET check_function_bodies;

COMMENT ON LANGUAGE l IS 'l';

-- backward

DROP FUNCTION public.f();

CREATE LANGUAGE gone HANDLER pg_catalog.plpgsql_call_handler;

DROP LANGUAGE "New";

DROP LANGUAGE l;

CREATE LANGUAGE l HANDLER pg_catalog.plpgsql_call_handler;

SET check_function_bodies = off;

CREATE FUNCTION public.f()
RETURNS integer
LANGUAGE l
AS $$BEGIN RETURN 1; END$$;

RESET check_function_bodies;
