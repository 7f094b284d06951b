-- forward

ALTER DOMAIN public.d DROP CONSTRAINT d_check;

ALTER DOMAIN public.d DROP DEFAULT;

-- locks SHARE UPDATE EXCLUSIVE on public.t
ALTER PUBLICATION p DROP TABLE ONLY public.t;

-- locks ACCESS EXCLUSIVE on public.t
DROP POLICY p ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
DROP TRIGGER t ON public.t;

-- locks ACCESS EXCLUSIVE on public.m
DROP MATERIALIZED VIEW public.m;

-- locks ACCESS EXCLUSIVE on public.w
DROP VIEW public.w;

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

DROP FUNCTION public.f(public.e);

-- locks ACCESS EXCLUSIVE on public.t
DROP INDEX public.t_e;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e DROP DEFAULT;

ALTER DOMAIN public.d RENAME TO d__evenkeel_old;

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('b', 'a');

CREATE DOMAIN public.d AS public.e
    CONSTRAINT d_check CHECK ((VALUE <> 'b'::public.e));

-- hazard rewrite: column public.t.e: its values are converted from public.e to public.e
-- hazard may-fail: column public.t.e: rows that hold c do not fit the new type
-- hazard rewrite: column public.t.d: its values are converted from public.d to public.d
-- hazard may-fail: column public.t.d: rows that hold c do not fit the new type
-- hazard rewrite: column public.t.l: its values are converted from public.d[] to public.d[]
-- hazard may-fail: column public.t.l: rows that hold c do not fit the new type
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e TYPE public.e USING e::text::public.e,
    ALTER COLUMN d TYPE public.d USING d::text::public.d,
    ALTER COLUMN l TYPE public.d[] USING l::text[]::public.d[];

DROP DOMAIN public.d__evenkeel_old;

DROP TYPE public.e__evenkeel_old;

CREATE FUNCTION public.f(x public.e DEFAULT 'a'::public.e)
RETURNS public.e
LANGUAGE sql
IMMUTABLE
RETURN x;

-- hazard rewrite: column public.t.id: its values are converted from integer to bigint
-- hazard may-fail: column public.t.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN e SET DEFAULT 'b'::public.e;

-- hazard long-lock: index public.t_e: writers wait while it is built
-- locks SHARE on public.t
CREATE INDEX t_e ON public.t USING btree (e) WHERE (e = 'b'::public.e);

CREATE VIEW public.v AS
SELECT t.id,
    t.e,
    t.d
   FROM public.t
  WHERE (t.e = 'a'::public.e);

-- hazard rewrite: materialized_view public.m: it is filled anew by its query
CREATE MATERIALIZED VIEW public.m AS
SELECT v.e,
    count(*) AS n
   FROM public.v
  GROUP BY v.e;

-- locks SHARE on public.m
CREATE UNIQUE INDEX m_e ON public.m USING btree (e);

CREATE VIEW public.w AS
SELECT count(*) AS n,
    v.d
   FROM public.v
  GROUP BY v.d;

-- locks SHARE UPDATE EXCLUSIVE on public.t
ALTER PUBLICATION p ADD TABLE ONLY public.t (id, e) WHERE ((id > 0));

-- locks SHARE ROW EXCLUSIVE on public.t
CREATE TRIGGER t BEFORE UPDATE ON public.t FOR EACH ROW WHEN ((new.e = 'b'::public.e)) EXECUTE FUNCTION public.tr();

-- locks ACCESS EXCLUSIVE on public.t
CREATE POLICY p ON public.t
    USING ((e = 'a'::public.e));

-- locks SHARE UPDATE EXCLUSIVE on public.v
COMMENT ON VIEW public.v IS 'v';

-- locks SHARE UPDATE EXCLUSIVE on public.v
COMMENT ON COLUMN public.v.e IS 'e';

-- locks ACCESS EXCLUSIVE on public.v
ALTER VIEW public.v OWNER TO case_owner;

GRANT SELECT ON TABLE public.m TO case_app;

GRANT SELECT (e) ON TABLE public.v TO case_reader;

GRANT SELECT (id) ON TABLE public.v TO case_reader;

-- backward

ALTER DOMAIN public.d DROP CONSTRAINT d_check;

-- locks SHARE UPDATE EXCLUSIVE on public.t
ALTER PUBLICATION p DROP TABLE ONLY public.t;

-- locks ACCESS EXCLUSIVE on public.t
DROP POLICY p ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
DROP TRIGGER t ON public.t;

-- locks ACCESS EXCLUSIVE on public.m
DROP MATERIALIZED VIEW public.m;

-- locks ACCESS EXCLUSIVE on public.w
DROP VIEW public.w;

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

DROP FUNCTION public.f(public.e);

-- locks ACCESS EXCLUSIVE on public.t
DROP INDEX public.t_e;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e DROP DEFAULT;

ALTER DOMAIN public.d RENAME TO d__evenkeel_old;

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('a', 'b', 'c');

CREATE DOMAIN public.d AS public.e
    CONSTRAINT d_check CHECK ((VALUE <> 'c'::public.e));

-- hazard rewrite: column public.t.e: its values are converted from public.e to public.e
-- hazard rewrite: column public.t.d: its values are converted from public.d to public.d
-- hazard rewrite: column public.t.l: its values are converted from public.d[] to public.d[]
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e TYPE public.e USING e::text::public.e,
    ALTER COLUMN d TYPE public.d USING d::text::public.d,
    ALTER COLUMN l TYPE public.d[] USING l::text[]::public.d[];

DROP DOMAIN public.d__evenkeel_old;

DROP TYPE public.e__evenkeel_old;

ALTER DOMAIN public.d SET DEFAULT 'a'::public.e;

CREATE FUNCTION public.f(x public.e DEFAULT 'a'::public.e)
RETURNS public.e
LANGUAGE sql
IMMUTABLE
RETURN x;

-- hazard rewrite: column public.t.id: its values are converted from bigint to integer
-- hazard may-fail: column public.t.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN id TYPE integer USING id::integer,
    ALTER COLUMN e SET DEFAULT 'a'::public.e;

-- hazard long-lock: index public.t_e: writers wait while it is built
-- locks SHARE on public.t
CREATE INDEX t_e ON public.t USING btree (e) WHERE (e = 'a'::public.e);

CREATE VIEW public.v AS
SELECT t.id,
    t.e,
    t.d
   FROM public.t
  WHERE (t.e = 'a'::public.e);

-- hazard rewrite: materialized_view public.m: it is filled anew by its query
CREATE MATERIALIZED VIEW public.m AS
SELECT v.e,
    count(*) AS n
   FROM public.v
  GROUP BY v.e;

-- locks SHARE on public.m
CREATE UNIQUE INDEX m_e ON public.m USING btree (e);

CREATE VIEW public.w AS
SELECT count(*) AS n,
    v.d
   FROM public.v
  GROUP BY v.d;

-- locks SHARE UPDATE EXCLUSIVE on public.t
ALTER PUBLICATION p ADD TABLE ONLY public.t (id, e) WHERE ((id > 0));

-- locks SHARE ROW EXCLUSIVE on public.t
CREATE TRIGGER t BEFORE UPDATE ON public.t FOR EACH ROW WHEN ((new.e = 'b'::public.e)) EXECUTE FUNCTION public.tr();

-- locks ACCESS EXCLUSIVE on public.t
CREATE POLICY p ON public.t
    USING ((e = 'a'::public.e));

-- locks SHARE UPDATE EXCLUSIVE on public.v
COMMENT ON VIEW public.v IS 'v';

-- locks SHARE UPDATE EXCLUSIVE on public.v
COMMENT ON COLUMN public.v.e IS 'e';

-- locks ACCESS EXCLUSIVE on public.v
ALTER VIEW public.v OWNER TO case_owner;

GRANT SELECT ON TABLE public.m TO case_app;

GRANT SELECT (e) ON TABLE public.v TO case_reader;

GRANT SELECT (id) ON TABLE public.v TO case_reader;
