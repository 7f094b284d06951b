-- forward

CREATE CAST (date AS integer) WITHOUT FUNCTION;

CREATE CAST (integer AS inet) WITH FUNCTION public.to_inet(integer) AS ASSIGNMENT;

CREATE TYPE public.f AS ENUM ('1', '2');

CREATE CAST (public.e AS public.f) WITH INOUT;

DROP CAST (public.e AS bigint);

CREATE CAST (public.e AS bigint) WITH INOUT AS IMPLICIT;

DROP CAST (public.e AS integer);

COMMENT ON CAST (public.e AS public.f) IS 'x';

-- backward

CREATE CAST (public.e AS integer) WITH INOUT;

DROP CAST (date AS integer);

DROP CAST (integer AS inet);

DROP CAST (public.e AS bigint);

CREATE CAST (public.e AS bigint) WITH INOUT AS ASSIGNMENT;

DROP CAST (public.e AS public.f);

DROP TYPE public.f;
