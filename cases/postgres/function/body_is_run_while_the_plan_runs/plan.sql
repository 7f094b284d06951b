-- forward

SET check_function_bodies = off;

CREATE FUNCTION public.even(a integer)
RETURNS boolean
LANGUAGE plpgsql
AS $$BEGIN RETURN a = 0 OR public.odd(a - 1); END$$;

CREATE FUNCTION public.odd(a integer)
RETURNS boolean
LANGUAGE plpgsql
AS $$BEGIN RETURN a <> 0 AND public.even(a - 1); END$$;

CREATE FUNCTION public.z_twice(a integer)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$SELECT a * 2$$;

CREATE FUNCTION public.a_twice(a integer)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$SELECT public.z_twice(a)$$;

-- hazard may-fail: check public.t.t_id_check: rows that break the constraint stop it
-- hazard long-lock: check public.t.t_id_check: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ADD COLUMN doubled integer GENERATED ALWAYS AS (public.a_twice(id)) STORED,
    ADD CONSTRAINT t_id_check CHECK (public.even(id));

CREATE VIEW public.z_known AS
SELECT 'x'::text AS label;

CREATE FUNCTION public.z_labels()
RETURNS SETOF public.z_known
LANGUAGE sql
AS $$SELECT * FROM public.z_known$$;

CREATE FUNCTION public.is_known(label text)
RETURNS boolean
LANGUAGE sql
AS $$SELECT EXISTS (SELECT FROM public.z_labels() k WHERE k.label = $1)$$;

RESET check_function_bodies;

-- hazard may-fail: check public.t.t_label_check: rows that break the constraint stop it
-- hazard long-lock: check public.t.t_label_check: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ADD CONSTRAINT t_label_check CHECK (public.is_known(label));

CREATE MATERIALIZED VIEW public.a_counted AS
SELECT public.is_known('x'::text) AS known;

-- backward

-- locks ACCESS EXCLUSIVE on public.a_counted
DROP MATERIALIZED VIEW public.a_counted;

DROP FUNCTION public.odd(integer);

DROP FUNCTION public.z_labels();

-- locks ACCESS EXCLUSIVE on public.z_known
DROP VIEW public.z_known;

DROP FUNCTION public.z_twice(integer);

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP CONSTRAINT t_id_check;

DROP FUNCTION public.even(integer);

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP CONSTRAINT t_label_check;

DROP FUNCTION public.is_known(text);

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP COLUMN doubled;

DROP FUNCTION public.a_twice(integer);
