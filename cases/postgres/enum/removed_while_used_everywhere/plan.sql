-- forward

-- locks ACCESS EXCLUSIVE on public.t
DROP INDEX public.t_expression;

-- locks ACCESS EXCLUSIVE on public.t
DROP INDEX public.t_partial;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP CONSTRAINT not_b,
    DROP CONSTRAINT short,
    ALTER COLUMN e DROP DEFAULT,
    ALTER COLUMN list DROP DEFAULT,
    DROP COLUMN g;

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('d', 'b', 'a');

-- hazard rewrite: column public.t.e: its values are converted from public.e to public.e
-- hazard may-fail: column public.t.e: rows that hold c do not fit the new type
-- hazard rewrite: column public.t.list: its values are converted from public.e[] to public.e[]
-- hazard may-fail: column public.t.list: rows that hold c do not fit the new type
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e TYPE public.e USING e::text::public.e,
    ALTER COLUMN list TYPE public.e[] USING list::text[]::public.e[];

DROP TYPE public.e__evenkeel_old;

-- hazard may-fail: check public.t.not_b: rows that break the constraint stop it
-- hazard long-lock: check public.t.not_b: all rows are read while everyone waits
-- hazard may-fail: check public.t.short: rows that break the constraint stop it
-- hazard long-lock: check public.t.short: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ADD COLUMN g text GENERATED ALWAYS AS (
CASE e
    WHEN 'a'::public.e THEN 'first'::text
    ELSE 'other'::text
END) STORED,
    ALTER COLUMN e SET DEFAULT 'a'::public.e,
    ALTER COLUMN list SET DEFAULT '{a,b}'::public.e[],
    ADD CONSTRAINT not_b CHECK ((e <> 'b'::public.e)),
    ADD CONSTRAINT short CHECK ((cardinality(list) < 5));

-- hazard long-lock: index public.t_expression: writers wait while it is built
-- locks SHARE on public.t
CREATE INDEX t_expression ON public.t USING btree (((e = 'a'::public.e)));

-- hazard long-lock: index public.t_partial: writers wait while it is built
-- locks SHARE on public.t
CREATE INDEX t_partial ON public.t USING btree (id) WHERE (e = 'b'::public.e);

-- backward

-- locks ACCESS EXCLUSIVE on public.t
DROP INDEX public.t_expression;

-- locks ACCESS EXCLUSIVE on public.t
DROP INDEX public.t_partial;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP CONSTRAINT not_b,
    DROP CONSTRAINT short,
    ALTER COLUMN e DROP DEFAULT,
    ALTER COLUMN list DROP DEFAULT,
    DROP COLUMN g;

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('a', 'b', 'c');

-- hazard rewrite: column public.t.e: its values are converted from public.e to public.e
-- hazard may-fail: column public.t.e: rows that hold d do not fit the new type
-- hazard rewrite: column public.t.list: its values are converted from public.e[] to public.e[]
-- hazard may-fail: column public.t.list: rows that hold d do not fit the new type
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e TYPE public.e USING e::text::public.e,
    ALTER COLUMN list TYPE public.e[] USING list::text[]::public.e[];

DROP TYPE public.e__evenkeel_old;

-- hazard may-fail: check public.t.not_b: rows that break the constraint stop it
-- hazard long-lock: check public.t.not_b: all rows are read while everyone waits
-- hazard may-fail: check public.t.short: rows that break the constraint stop it
-- hazard long-lock: check public.t.short: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ADD COLUMN g text GENERATED ALWAYS AS (
CASE e
    WHEN 'a'::public.e THEN 'first'::text
    ELSE 'other'::text
END) STORED,
    ALTER COLUMN e SET DEFAULT 'a'::public.e,
    ALTER COLUMN list SET DEFAULT '{a,b}'::public.e[],
    ADD CONSTRAINT not_b CHECK ((e <> 'b'::public.e)),
    ADD CONSTRAINT short CHECK ((cardinality(list) < 5));

-- hazard long-lock: index public.t_expression: writers wait while it is built
-- locks SHARE on public.t
CREATE INDEX t_expression ON public.t USING btree (((e = 'a'::public.e)));

-- hazard long-lock: index public.t_partial: writers wait while it is built
-- locks SHARE on public.t
CREATE INDEX t_partial ON public.t USING btree (id) WHERE (e = 'b'::public.e);
