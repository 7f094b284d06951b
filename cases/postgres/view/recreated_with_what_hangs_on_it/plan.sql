-- forward

-- locks ACCESS EXCLUSIVE on public.far_above
DROP VIEW public.far_above;

-- locks ACCESS EXCLUSIVE on public.above
DROP VIEW public.above;

-- locks ACCESS EXCLUSIVE on public.uses_function
DROP VIEW public.uses_function;

DROP FUNCTION public.of_view();

DROP FUNCTION public.on_view(public.v);

-- hazard untracked-dependencies: view public.v: function public.of_view() mentions it by name, which PostgreSQL does not track
-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

CREATE VIEW public.v AS
SELECT t.b,
    t.a
   FROM public.t;

-- locks ACCESS EXCLUSIVE on public.v
ALTER VIEW public.v ALTER COLUMN b SET DEFAULT 'x'::text;

SET check_function_bodies = off;

CREATE FUNCTION public.of_view()
RETURNS SETOF public.v
LANGUAGE sql
AS $$SELECT * FROM v$$;

CREATE FUNCTION public.on_view(public.v)
RETURNS text
LANGUAGE sql
AS $$SELECT $1.b$$;

RESET check_function_bodies;

CREATE VIEW public.above AS
SELECT v.b
   FROM public.v;

CREATE VIEW public.far_above WITH (security_barrier='true') AS
SELECT above.b
   FROM public.above;

CREATE VIEW public.uses_function AS
SELECT public.on_view(v.*) AS x
   FROM public.v;

-- locks SHARE UPDATE EXCLUSIVE on public.far_above
COMMENT ON VIEW public.far_above IS 'far';

-- locks SHARE UPDATE EXCLUSIVE on public.far_above
COMMENT ON COLUMN public.far_above.b IS 'far column';

COMMENT ON FUNCTION public.on_view(public.v) IS 'argument';

-- locks SHARE UPDATE EXCLUSIVE on public.v
COMMENT ON VIEW public.v IS 'first';

-- locks SHARE UPDATE EXCLUSIVE on public.v
COMMENT ON COLUMN public.v.b IS 'column';

-- backward

-- locks ACCESS EXCLUSIVE on public.far_above
DROP VIEW public.far_above;

-- locks ACCESS EXCLUSIVE on public.above
DROP VIEW public.above;

-- locks ACCESS EXCLUSIVE on public.uses_function
DROP VIEW public.uses_function;

DROP FUNCTION public.of_view();

DROP FUNCTION public.on_view(public.v);

-- hazard untracked-dependencies: view public.v: function public.of_view() mentions it by name, which PostgreSQL does not track
-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

CREATE VIEW public.v AS
SELECT t.a,
    t.b
   FROM public.t;

-- locks ACCESS EXCLUSIVE on public.v
ALTER VIEW public.v ALTER COLUMN b SET DEFAULT 'x'::text;

SET check_function_bodies = off;

CREATE FUNCTION public.of_view()
RETURNS SETOF public.v
LANGUAGE sql
AS $$SELECT * FROM v$$;

CREATE FUNCTION public.on_view(public.v)
RETURNS text
LANGUAGE sql
AS $$SELECT $1.b$$;

RESET check_function_bodies;

CREATE VIEW public.above AS
SELECT v.b
   FROM public.v;

CREATE VIEW public.far_above WITH (security_barrier='true') AS
SELECT above.b
   FROM public.above;

CREATE VIEW public.uses_function AS
SELECT public.on_view(v.*) AS x
   FROM public.v;

-- locks SHARE UPDATE EXCLUSIVE on public.far_above
COMMENT ON VIEW public.far_above IS 'far';

-- locks SHARE UPDATE EXCLUSIVE on public.far_above
COMMENT ON COLUMN public.far_above.b IS 'far column';

COMMENT ON FUNCTION public.on_view(public.v) IS 'argument';

-- locks SHARE UPDATE EXCLUSIVE on public.v
COMMENT ON VIEW public.v IS 'first';

-- locks SHARE UPDATE EXCLUSIVE on public.v
COMMENT ON COLUMN public.v.b IS 'column';
