-- forward

-- locks ACCESS EXCLUSIVE on public.m
DROP MATERIALIZED VIEW public.m;

DROP FUNCTION public.g();

-- locks ACCESS EXCLUSIVE on public.vv
DROP VIEW public.vv;

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

DROP AGGREGATE public.agg(integer);

DROP FUNCTION public.acc(integer, integer);

SET check_function_bodies = off;

CREATE FUNCTION public.acc(bigint, integer)
RETURNS bigint
LANGUAGE sql
IMMUTABLE
AS $$SELECT $1 + $2$$;

CREATE AGGREGATE public.agg(integer) (
    SFUNC = public.acc,
    STYPE = bigint,
    INITCOND = '1'
);

CREATE OR REPLACE FUNCTION public.eq(integer, y text)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $$SELECT $1::text = $2$$;

RESET check_function_bodies;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP CONSTRAINT t_check;

ALTER OPERATOR public.=== (integer, text) SET (RESTRICT = pg_catalog.eqsel);

-- hazard rewrite: column public.t.x: its values are converted from text to character varying(20)
-- hazard may-fail: column public.t.x: a value that does not convert stops it
-- hazard may-fail: check public.t.t_check: rows that break the constraint stop it
-- hazard long-lock: check public.t.t_check: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN x TYPE character varying(20) USING x::character varying(20),
    ADD CONSTRAINT t_check CHECK ((id OPERATOR(public.===) (x)::text));

CREATE VIEW public.v AS
SELECT public.agg(t.id) AS a
   FROM public.t
  WHERE (t.id OPERATOR(public.===) 'x'::text);

CREATE VIEW public.vv AS
SELECT (v.a + 1) AS b
   FROM public.v;

CREATE FUNCTION public.g()
RETURNS SETOF public.vv
LANGUAGE sql
BEGIN ATOMIC
 SELECT vv.b
    FROM public.vv;
END;

-- hazard rewrite: materialized_view public.m: it is filled anew by its query
CREATE MATERIALIZED VIEW public.m AS
SELECT vv.b
   FROM public.vv;

-- locks ACCESS EXCLUSIVE on public.vv
CREATE RULE r AS
    ON INSERT TO public.vv DO INSTEAD  INSERT INTO public.t (id)
  VALUES (new.b);

DROP CAST (text AS public.t);

CREATE CAST (text AS public.t) WITH INOUT AS ASSIGNMENT;

-- backward

-- locks ACCESS EXCLUSIVE on public.m
DROP MATERIALIZED VIEW public.m;

DROP FUNCTION public.g();

-- locks ACCESS EXCLUSIVE on public.vv
DROP VIEW public.vv;

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

DROP AGGREGATE public.agg(integer);

DROP FUNCTION public.acc(bigint, integer);

SET check_function_bodies = off;

CREATE FUNCTION public.acc(integer, integer)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$SELECT $1 + $2$$;

CREATE AGGREGATE public.agg(integer) (
    SFUNC = public.acc,
    STYPE = integer,
    INITCOND = '0'
);

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP CONSTRAINT t_check;

DROP OPERATOR public.=== (integer, text);

DROP FUNCTION public.eq(integer, text);

CREATE FUNCTION public.eq(integer, text)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $$SELECT $1::text = $2$$;

RESET check_function_bodies;

CREATE OPERATOR public.=== (
    FUNCTION = public.eq,
    LEFTARG = integer,
    RIGHTARG = text
);

-- hazard may-fail: check public.t.t_check: rows that break the constraint stop it
-- hazard long-lock: check public.t.t_check: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN x TYPE text USING x::text,
    ADD CONSTRAINT t_check CHECK ((id OPERATOR(public.===) x));

CREATE VIEW public.v AS
SELECT public.agg(t.id) AS a
   FROM public.t
  WHERE (t.id OPERATOR(public.===) 'x'::text);

CREATE VIEW public.vv AS
SELECT (v.a + 1) AS b
   FROM public.v;

CREATE FUNCTION public.g()
RETURNS SETOF public.vv
LANGUAGE sql
BEGIN ATOMIC
 SELECT vv.b
    FROM public.vv;
END;

-- hazard rewrite: materialized_view public.m: it is filled anew by its query
CREATE MATERIALIZED VIEW public.m AS
SELECT vv.b
   FROM public.vv;

-- locks ACCESS EXCLUSIVE on public.vv
CREATE RULE r AS
    ON INSERT TO public.vv DO INSTEAD  INSERT INTO public.t (id)
  VALUES (new.b);

DROP CAST (text AS public.t);

CREATE CAST (text AS public.t) WITH INOUT;
