-- forward

-- locks ACCESS EXCLUSIVE on public.t
DROP INDEX public.t_a;

-- locks ACCESS EXCLUSIVE on public.t
DROP INDEX public.t_b;

-- locks ACCESS EXCLUSIVE on public.t
DROP INDEX public.t_x;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP CONSTRAINT k,
    ALTER COLUMN a DROP DEFAULT;

ALTER DOMAIN public.d RENAME TO d__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.ct
ALTER TYPE public.ct RENAME TO ct__evenkeel_old;

ALTER COLLATION public.c RENAME TO c__evenkeel_old;

CREATE COLLATION public.c (provider = icu, locale = 'sv');

CREATE TYPE public.ct AS (
    a text COLLATE public.c
);

CREATE DOMAIN public.d AS text COLLATE public.c;

-- hazard rewrite: column public.t.d: its values are converted from public.d to public.d
-- hazard may-fail: column public.t.d: a value that the new type does not allow stops it
-- hazard rewrite: column public.t.ct: its values are converted from public.ct to public.ct
-- hazard may-fail: column public.t.ct: a row value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN a TYPE text COLLATE public.c,
    ALTER COLUMN d TYPE public.d USING d::public.d,
    ALTER COLUMN ct TYPE public.ct USING ct::text::public.ct,
    ALTER COLUMN e TYPE character varying(5) COLLATE public.c;

DROP DOMAIN public.d__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.ct__evenkeel_old
DROP TYPE public.ct__evenkeel_old;

DROP COLLATION public.c__evenkeel_old;

-- hazard may-fail: check public.t.k: rows that break the constraint stop it
-- hazard long-lock: check public.t.k: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN a SET DEFAULT 'x'::text,
    ADD CONSTRAINT k CHECK ((a > ('b'::text COLLATE public.c)));

-- hazard long-lock: index public.t_a: writers wait while it is built
-- locks SHARE on public.t
CREATE INDEX t_a ON public.t USING btree (a);

-- hazard long-lock: index public.t_b: writers wait while it is built
-- locks SHARE on public.t
CREATE INDEX t_b ON public.t USING btree (e);

-- hazard long-lock: index public.t_x: writers wait while it is built
-- locks SHARE on public.t
CREATE INDEX t_x ON public.t USING btree (lower(a));

COMMENT ON COLLATION public.c IS 'c';

-- backward

-- locks ACCESS EXCLUSIVE on public.t
DROP INDEX public.t_a;

-- locks ACCESS EXCLUSIVE on public.t
DROP INDEX public.t_b;

-- locks ACCESS EXCLUSIVE on public.t
DROP INDEX public.t_x;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP CONSTRAINT k,
    ALTER COLUMN a DROP DEFAULT;

ALTER DOMAIN public.d RENAME TO d__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.ct
ALTER TYPE public.ct RENAME TO ct__evenkeel_old;

ALTER COLLATION public.c RENAME TO c__evenkeel_old;

CREATE COLLATION public.c (provider = icu, locale = 'de');

CREATE TYPE public.ct AS (
    a text COLLATE public.c
);

CREATE DOMAIN public.d AS text COLLATE public.c;

-- hazard rewrite: column public.t.d: its values are converted from public.d to public.d
-- hazard may-fail: column public.t.d: a value that the new type does not allow stops it
-- hazard rewrite: column public.t.ct: its values are converted from public.ct to public.ct
-- hazard may-fail: column public.t.ct: a row value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN a TYPE text COLLATE public.c,
    ALTER COLUMN d TYPE public.d USING d::public.d,
    ALTER COLUMN ct TYPE public.ct USING ct::text::public.ct,
    ALTER COLUMN e TYPE character varying(5) COLLATE public.c;

DROP DOMAIN public.d__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.ct__evenkeel_old
DROP TYPE public.ct__evenkeel_old;

DROP COLLATION public.c__evenkeel_old;

-- hazard may-fail: check public.t.k: rows that break the constraint stop it
-- hazard long-lock: check public.t.k: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN a SET DEFAULT 'x'::text,
    ADD CONSTRAINT k CHECK ((a > ('b'::text COLLATE public.c)));

-- hazard long-lock: index public.t_a: writers wait while it is built
-- locks SHARE on public.t
CREATE INDEX t_a ON public.t USING btree (a);

-- hazard long-lock: index public.t_b: writers wait while it is built
-- locks SHARE on public.t
CREATE INDEX t_b ON public.t USING btree (e);

-- hazard long-lock: index public.t_x: writers wait while it is built
-- locks SHARE on public.t
CREATE INDEX t_x ON public.t USING btree (lower(a));

COMMENT ON COLLATION public.c IS 'c';
