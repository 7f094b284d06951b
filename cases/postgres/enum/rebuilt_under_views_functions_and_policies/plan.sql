-- forward

ALTER DOMAIN public.d DROP CONSTRAINT d_check;

ALTER DOMAIN public.d DROP DEFAULT;

-- locks ACCESS EXCLUSIVE on public.t
DROP POLICY p ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
DROP TRIGGER tr ON public.t;

-- locks ACCESS EXCLUSIVE on public.m
DROP MATERIALIZED VIEW public.m;

-- locks ACCESS EXCLUSIVE on public.w
DROP VIEW public.w;

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

DROP FUNCTION public.f(public.e);

DROP FUNCTION public.f2(public.d[]);

-- locks ACCESS EXCLUSIVE on public.t
DROP INDEX public.t_partial;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP CONSTRAINT k,
    ALTER COLUMN e DROP DEFAULT,
    ALTER COLUMN list DROP DEFAULT,
    DROP COLUMN g;

ALTER DOMAIN public.d RENAME TO d__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.c
ALTER TYPE public.c RENAME TO c__evenkeel_old;

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('c', 'a', 'b', 'd');

CREATE TYPE public.c AS (
    e public.e,
    n integer
);

CREATE DOMAIN public.d AS public.e
    CONSTRAINT d_check CHECK ((VALUE <> 'c'::public.e));

-- hazard rewrite: column public.t.e: its values are converted from public.e to public.e
-- hazard rewrite: column public.t.list: its values are converted from public.e[] to public.e[]
-- hazard rewrite: column public.t.d: its values are converted from public.d to public.d
-- hazard rewrite: column public.t.c: its values are converted from public.c to public.c
-- hazard may-fail: column public.t.c: a row value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e TYPE public.e USING e::text::public.e,
    ALTER COLUMN list TYPE public.e[] USING list::text[]::public.e[],
    ALTER COLUMN d TYPE public.d USING d::text::public.d,
    ALTER COLUMN c TYPE public.c USING c::text::public.c;

DROP DOMAIN public.d__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.c__evenkeel_old
DROP TYPE public.c__evenkeel_old;

DROP TYPE public.e__evenkeel_old;

ALTER DOMAIN public.d SET DEFAULT 'a'::public.e;

SET check_function_bodies = off;

CREATE FUNCTION public.f(x public.e DEFAULT 'b'::public.e)
RETURNS public.e
LANGUAGE sql
IMMUTABLE
AS $$ SELECT x $$;

RESET check_function_bodies;

CREATE FUNCTION public.f2(x public.d[])
RETURNS SETOF public.c
LANGUAGE sql
STABLE
BEGIN ATOMIC
 SELECT t.c
    FROM public.t
   WHERE (t.e = 'a'::public.e);
END;

-- hazard may-fail: check public.t.k: rows that break the constraint stop it
-- hazard long-lock: check public.t.k: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ADD COLUMN g boolean GENERATED ALWAYS AS ((e = 'a'::public.e)) STORED,
    ALTER COLUMN e SET DEFAULT 'a'::public.e,
    ALTER COLUMN list SET DEFAULT '{a}'::public.e[],
    ADD CONSTRAINT k CHECK (((e <> 'c'::public.e) OR (id > 5)));

-- hazard long-lock: index public.t_partial: writers wait while it is built
-- locks SHARE on public.t
CREATE INDEX t_partial ON public.t USING btree (id) WHERE (e = 'b'::public.e);

-- hazard rewrite: materialized_view public.m: it is filled anew by its query
CREATE MATERIALIZED VIEW public.m AS
SELECT t.e,
    count(*) AS n
   FROM public.t
  GROUP BY t.e;

-- locks SHARE on public.m
CREATE UNIQUE INDEX m_e ON public.m USING btree (e);

CREATE VIEW public.v AS
SELECT t.id,
    t.e,
    public.f(t.e) AS fe
   FROM public.t
  WHERE (t.e <> 'b'::public.e);

CREATE VIEW public.w AS
SELECT v.fe
   FROM public.v;

-- locks SHARE ROW EXCLUSIVE on public.t
CREATE TRIGGER tr BEFORE UPDATE ON public.t FOR EACH ROW WHEN ((new.e = 'a'::public.e)) EXECUTE FUNCTION public.trg();

-- locks ACCESS EXCLUSIVE on public.t
CREATE POLICY p ON public.t
    USING ((e = 'a'::public.e));

COMMENT ON TYPE public.e IS 'e';

COMMENT ON FUNCTION public.f(public.e) IS 'f';

COMMENT ON POLICY p ON public.t IS 'p';

-- locks SHARE UPDATE EXCLUSIVE on public.v
COMMENT ON VIEW public.v IS 'v';

-- locks SHARE UPDATE EXCLUSIVE on public.v
COMMENT ON COLUMN public.v.fe IS 'fe';

-- backward

ALTER DOMAIN public.d DROP CONSTRAINT d_check;

ALTER DOMAIN public.d DROP DEFAULT;

-- locks ACCESS EXCLUSIVE on public.t
DROP POLICY p ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
DROP TRIGGER tr ON public.t;

-- locks ACCESS EXCLUSIVE on public.m
DROP MATERIALIZED VIEW public.m;

-- locks ACCESS EXCLUSIVE on public.w
DROP VIEW public.w;

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

DROP FUNCTION public.f(public.e);

DROP FUNCTION public.f2(public.d[]);

-- locks ACCESS EXCLUSIVE on public.t
DROP INDEX public.t_partial;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP CONSTRAINT k,
    ALTER COLUMN e DROP DEFAULT,
    ALTER COLUMN list DROP DEFAULT,
    DROP COLUMN g;

ALTER DOMAIN public.d RENAME TO d__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.c
ALTER TYPE public.c RENAME TO c__evenkeel_old;

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('a', 'b', 'c');

CREATE TYPE public.c AS (
    e public.e,
    n integer
);

CREATE DOMAIN public.d AS public.e
    CONSTRAINT d_check CHECK ((VALUE <> 'c'::public.e));

-- hazard rewrite: column public.t.e: its values are converted from public.e to public.e
-- hazard may-fail: column public.t.e: rows that hold d do not fit the new type
-- hazard rewrite: column public.t.list: its values are converted from public.e[] to public.e[]
-- hazard may-fail: column public.t.list: rows that hold d do not fit the new type
-- hazard rewrite: column public.t.d: its values are converted from public.d to public.d
-- hazard may-fail: column public.t.d: rows that hold d do not fit the new type
-- hazard rewrite: column public.t.c: its values are converted from public.c to public.c
-- hazard may-fail: column public.t.c: a row value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e TYPE public.e USING e::text::public.e,
    ALTER COLUMN list TYPE public.e[] USING list::text[]::public.e[],
    ALTER COLUMN d TYPE public.d USING d::text::public.d,
    ALTER COLUMN c TYPE public.c USING c::text::public.c;

DROP DOMAIN public.d__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.c__evenkeel_old
DROP TYPE public.c__evenkeel_old;

DROP TYPE public.e__evenkeel_old;

ALTER DOMAIN public.d SET DEFAULT 'a'::public.e;

SET check_function_bodies = off;

CREATE FUNCTION public.f(x public.e DEFAULT 'b'::public.e)
RETURNS public.e
LANGUAGE sql
IMMUTABLE
AS $$ SELECT x $$;

RESET check_function_bodies;

CREATE FUNCTION public.f2(x public.d[])
RETURNS SETOF public.c
LANGUAGE sql
STABLE
BEGIN ATOMIC
 SELECT t.c
    FROM public.t
   WHERE (t.e = 'a'::public.e);
END;

-- hazard may-fail: check public.t.k: rows that break the constraint stop it
-- hazard long-lock: check public.t.k: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ADD COLUMN g boolean GENERATED ALWAYS AS ((e = 'a'::public.e)) STORED,
    ALTER COLUMN e SET DEFAULT 'a'::public.e,
    ALTER COLUMN list SET DEFAULT '{a}'::public.e[],
    ADD CONSTRAINT k CHECK (((e <> 'c'::public.e) OR (id > 5)));

-- hazard long-lock: index public.t_partial: writers wait while it is built
-- locks SHARE on public.t
CREATE INDEX t_partial ON public.t USING btree (id) WHERE (e = 'b'::public.e);

-- hazard rewrite: materialized_view public.m: it is filled anew by its query
CREATE MATERIALIZED VIEW public.m AS
SELECT t.e,
    count(*) AS n
   FROM public.t
  GROUP BY t.e;

-- locks SHARE on public.m
CREATE UNIQUE INDEX m_e ON public.m USING btree (e);

CREATE VIEW public.v AS
SELECT t.id,
    t.e,
    public.f(t.e) AS fe
   FROM public.t
  WHERE (t.e <> 'b'::public.e);

CREATE VIEW public.w AS
SELECT v.fe
   FROM public.v;

-- locks SHARE ROW EXCLUSIVE on public.t
CREATE TRIGGER tr BEFORE UPDATE ON public.t FOR EACH ROW WHEN ((new.e = 'a'::public.e)) EXECUTE FUNCTION public.trg();

-- locks ACCESS EXCLUSIVE on public.t
CREATE POLICY p ON public.t
    USING ((e = 'a'::public.e));

COMMENT ON TYPE public.e IS 'e';

COMMENT ON FUNCTION public.f(public.e) IS 'f';

COMMENT ON POLICY p ON public.t IS 'p';

-- locks SHARE UPDATE EXCLUSIVE on public.v
COMMENT ON VIEW public.v IS 'v';

-- locks SHARE UPDATE EXCLUSIVE on public.v
COMMENT ON COLUMN public.v.fe IS 'fe';
