-- forward

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

DROP FUNCTION public.g();

SET check_function_bodies = off;

CREATE FUNCTION public.g()
RETURNS bigint
LANGUAGE sql
AS $$SELECT 1::bigint$$;

RESET check_function_bodies;

CREATE VIEW public.v AS
SELECT t.b,
    t.a
   FROM public.t;

ALTER FUNCTION public.g() OWNER TO case_app;

ALTER PROCEDURE public.p(integer) OWNER TO case_boss;

-- locks ACCESS EXCLUSIVE on public.v
ALTER VIEW public.v OWNER TO case_owner;

GRANT EXECUTE ON FUNCTION public.f(integer, text) TO case_app WITH GRANT OPTION;

REVOKE EXECUTE ON FUNCTION public.f(integer, text) FROM PUBLIC;

GRANT EXECUTE ON PROCEDURE public.p(integer) TO case_app;

GRANT SELECT ON TABLE public.v TO case_app;

GRANT SELECT (b) ON TABLE public.v TO case_reader;

-- backward

REVOKE EXECUTE ON FUNCTION public.f(integer, text) FROM case_app;

GRANT EXECUTE ON FUNCTION public.f(integer, text) TO PUBLIC;

REVOKE EXECUTE ON PROCEDURE public.p(integer) FROM case_app;

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

DROP FUNCTION public.g();

SET check_function_bodies = off;

CREATE FUNCTION public.g()
RETURNS integer
LANGUAGE sql
AS $$SELECT 1$$;

RESET check_function_bodies;

CREATE VIEW public.v AS
SELECT t.a,
    t.b
   FROM public.t;

ALTER PROCEDURE public.p(integer) OWNER TO CURRENT_USER;

-- locks ACCESS EXCLUSIVE on public.v
ALTER VIEW public.v OWNER TO case_owner;

GRANT EXECUTE ON FUNCTION public.g() TO case_app;

GRANT SELECT ON TABLE public.v TO case_app;

GRANT SELECT (b) ON TABLE public.v TO case_reader;
