-- forward

SET check_function_bodies = off;

CREATE FUNCTION public.changed()
RETURNS trigger
LANGUAGE plpgsql
AS $$BEGIN RETURN new; END$$;

RESET check_function_bodies;

CREATE FUNCTION public.f(a integer, b integer)
RETURNS boolean
LANGUAGE sql
RETURN ((a >= 1) AND (a <= 2) AND (b > 0));

-- hazard may-fail: check public.t.in_range: rows that break the constraint stop it
-- hazard long-lock: check public.t.in_range: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ADD COLUMN near boolean GENERATED ALWAYS AS (((a >= 1) AND (a <= 2) AND (b > 0))) STORED,
    ADD CONSTRAINT in_range CHECK (((a >= 1) AND (a <= 9) AND (b > 0) AND ((b < 5) OR ((a >= 2) AND (a <= 3) AND (b = 7)))));

-- hazard long-lock: index public.i: writers wait while it is built
-- locks SHARE on public.t
CREATE INDEX i ON public.t USING btree (a) WHERE ((a >= 1) AND (a <= 2) AND (b > 0));

-- locks SHARE UPDATE EXCLUSIVE on public.t
CREATE STATISTICS public.s ON a, (((a >= 1) AND (a <= 2) AND (b > 0))) FROM public.t;

CREATE VIEW public.v AS
SELECT t.a
   FROM public.t
  WHERE ((t.a >= 1) AND (t.a <= 2) AND (t.b > 0));

-- locks SHARE ROW EXCLUSIVE on public.t
CREATE TRIGGER g BEFORE UPDATE ON public.t FOR EACH ROW WHEN (((old.a IS DISTINCT FROM new.a) OR (old.b IS DISTINCT FROM new.b) OR (old.a IS DISTINCT FROM new.b))) EXECUTE FUNCTION public.changed();

-- locks ACCESS EXCLUSIVE on public.t
CREATE POLICY p ON public.t
    USING (((a >= 1) AND (a <= 2) AND (b > 0)));

-- backward

-- locks ACCESS EXCLUSIVE on public.t
DROP POLICY p ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
DROP TRIGGER g ON public.t;

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

DROP FUNCTION public.changed();

DROP FUNCTION public.f(integer, integer);

-- locks ACCESS EXCLUSIVE on public.t
DROP INDEX public.i;

-- locks SHARE UPDATE EXCLUSIVE on public.t
DROP STATISTICS public.s;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP CONSTRAINT in_range,
    DROP COLUMN near;
