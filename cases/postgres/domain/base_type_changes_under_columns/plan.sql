-- forward

ALTER DOMAIN public.amount DROP CONSTRAINT amount_check;

ALTER DOMAIN public.amount DROP DEFAULT;

-- locks ACCESS EXCLUSIVE on public.t
DROP INDEX public.t_partial;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP CONSTRAINT c,
    ALTER COLUMN b DROP DEFAULT,
    DROP COLUMN g;

ALTER DOMAIN public.amount RENAME TO amount__evenkeel_old;

CREATE DOMAIN public.amount AS numeric(12,2)
    CONSTRAINT amount_check CHECK ((VALUE >= (0)::numeric));

-- hazard rewrite: column public.t.a: its values are converted from public.amount to public.amount
-- hazard may-fail: column public.t.a: a value that does not convert stops it
-- hazard rewrite: column public.t.b: its values are converted from public.amount to public.amount
-- hazard may-fail: column public.t.b: a value that does not convert stops it
-- hazard rewrite: column public.t.list: its values are converted from public.amount[] to public.amount[]
-- hazard may-fail: column public.t.list: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN a TYPE public.amount USING a::public.amount,
    ALTER COLUMN b TYPE public.amount USING b::public.amount,
    ALTER COLUMN list TYPE public.amount[] USING list::public.amount[];

DROP DOMAIN public.amount__evenkeel_old;

ALTER DOMAIN public.amount SET DEFAULT 0;

-- hazard may-fail: check public.t.c: rows that break the constraint stop it
-- hazard long-lock: check public.t.c: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ADD COLUMN g integer GENERATED ALWAYS AS (((a)::numeric + (1)::numeric)) STORED,
    ALTER COLUMN b SET DEFAULT 5,
    ADD CONSTRAINT c CHECK (((a)::numeric < (1000)::numeric));

-- hazard long-lock: index public.t_partial: writers wait while it is built
-- locks SHARE on public.t
CREATE INDEX t_partial ON public.t USING btree (id) WHERE ((a)::numeric = (3)::numeric);

COMMENT ON DOMAIN public.amount IS 'money';

COMMENT ON CONSTRAINT amount_check ON DOMAIN public.amount IS 'not negative';

-- backward

ALTER DOMAIN public.amount DROP CONSTRAINT amount_check;

ALTER DOMAIN public.amount DROP DEFAULT;

-- locks ACCESS EXCLUSIVE on public.t
DROP INDEX public.t_partial;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP CONSTRAINT c,
    ALTER COLUMN b DROP DEFAULT,
    DROP COLUMN g;

ALTER DOMAIN public.amount RENAME TO amount__evenkeel_old;

CREATE DOMAIN public.amount AS integer
    CONSTRAINT amount_check CHECK ((VALUE >= 0));

-- hazard rewrite: column public.t.a: its values are converted from public.amount to public.amount
-- hazard may-fail: column public.t.a: a value that does not convert stops it
-- hazard rewrite: column public.t.b: its values are converted from public.amount to public.amount
-- hazard may-fail: column public.t.b: a value that does not convert stops it
-- hazard rewrite: column public.t.list: its values are converted from public.amount[] to public.amount[]
-- hazard may-fail: column public.t.list: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN a TYPE public.amount USING a::public.amount,
    ALTER COLUMN b TYPE public.amount USING b::public.amount,
    ALTER COLUMN list TYPE public.amount[] USING list::public.amount[];

DROP DOMAIN public.amount__evenkeel_old;

ALTER DOMAIN public.amount SET DEFAULT 0;

-- hazard may-fail: check public.t.c: rows that break the constraint stop it
-- hazard long-lock: check public.t.c: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ADD COLUMN g integer GENERATED ALWAYS AS (((a)::integer + 1)) STORED,
    ALTER COLUMN b SET DEFAULT 5,
    ADD CONSTRAINT c CHECK (((a)::integer < 1000));

-- hazard long-lock: index public.t_partial: writers wait while it is built
-- locks SHARE on public.t
CREATE INDEX t_partial ON public.t USING btree (id) WHERE ((a)::integer = 3);

COMMENT ON DOMAIN public.amount IS 'money';

COMMENT ON CONSTRAINT amount_check ON DOMAIN public.amount IS 'not negative';
