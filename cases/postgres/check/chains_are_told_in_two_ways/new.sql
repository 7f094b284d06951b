-- BETWEEN before AND, and rows that differ, are chains within chains until they are written down and read again.
CREATE TABLE public.t (
    a integer,
    b integer,
    near boolean GENERATED ALWAYS AS (a BETWEEN 1 AND 2 AND b > 0) STORED,
    CONSTRAINT in_range CHECK (a BETWEEN 1 AND 9 AND b > 0 AND (b < 5 OR a BETWEEN 2 AND 3 AND b = 7))
);
CREATE INDEX i ON public.t (a) WHERE a BETWEEN 1 AND 2 AND b > 0;
CREATE POLICY p ON public.t USING (a BETWEEN 1 AND 2 AND b > 0);
CREATE STATISTICS public.s ON (a BETWEEN 1 AND 2 AND b > 0), a FROM public.t;
CREATE VIEW public.v AS SELECT a FROM public.t WHERE a BETWEEN 1 AND 2 AND b > 0;
CREATE FUNCTION public.changed() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER g BEFORE UPDATE ON public.t FOR EACH ROW
    WHEN (row(old.a, old.b, old.a) IS DISTINCT FROM row(new.a, new.b, new.b)) EXECUTE FUNCTION public.changed();
CREATE FUNCTION public.f(a integer, b integer) RETURNS boolean RETURN a BETWEEN 1 AND 2 AND b > 0;
