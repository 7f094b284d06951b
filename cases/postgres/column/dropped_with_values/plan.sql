-- forward

-- hazard data-loss: column public.by_two.v: the column and its values are lost
-- hazard data-loss: column public.by_two.w: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.by_two
ALTER TABLE public.by_two DROP COLUMN v,
    DROP COLUMN w;

-- hazard data-loss: column public.forced.v: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.forced
ALTER TABLE public.forced DROP COLUMN v;

-- hazard data-loss: column public.plain.nullable: the column and its values are lost
-- hazard data-loss: column public.plain.needed: the column and its values are lost
-- hazard data-loss: column public.plain.defaulted: the column and its values are lost
-- hazard data-loss: column public.plain.filled: the column and its values are lost
-- hazard data-loss: column public.plain.counted: the column and its values are lost
-- hazard data-loss: column public.plain.numbered: the column and its values are lost
-- hazard data-loss: column public.plain.own: the column and its values are lost
-- hazard data-loss: column public.plain.mood: the column and its values are lost
-- hazard data-loss: column public.plain.moods: the column and its values are lost
-- hazard data-loss: column public.plain.parts: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.plain
ALTER TABLE public.plain DROP CONSTRAINT plain_check,
    DROP COLUMN nullable,
    DROP COLUMN needed,
    DROP COLUMN defaulted,
    DROP COLUMN filled,
    DROP COLUMN counted,
    DROP COLUMN numbered,
    DROP COLUMN own,
    DROP COLUMN mood,
    DROP COLUMN moods,
    DROP COLUMN parts;

-- hazard data-loss: sequence public.free: its current value is lost
-- locks ACCESS EXCLUSIVE on public.free
DROP SEQUENCE public.free;

-- backward

CREATE SEQUENCE public.free;

CREATE SEQUENCE public.plain_own_seq AS integer;

-- locks ACCESS EXCLUSIVE on public.by_two
ALTER TABLE public.by_two ADD COLUMN v xml,
    ADD COLUMN w json;

-- locks ACCESS EXCLUSIVE on public.forced
ALTER TABLE public.forced ADD COLUMN v text;

-- hazard may-fail: column public.plain.needed: rows that exist have no value for it
-- hazard may-fail: column public.plain.mood: rows that exist have no value for it
-- hazard long-lock: unique public.plain.plain_needed_key: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.plain.plain_needed_key: rows that break the constraint stop it
-- hazard may-fail: check public.plain.plain_check: rows that break the constraint stop it
-- hazard long-lock: check public.plain.plain_check: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.plain
ALTER TABLE public.plain ADD COLUMN nullable text,
    ADD COLUMN needed text NOT NULL,
    ADD COLUMN defaulted integer DEFAULT 5 NOT NULL,
    ADD COLUMN filled integer DEFAULT 6,
    ADD COLUMN counted integer DEFAULT nextval('public.free'::regclass) NOT NULL,
    ADD COLUMN numbered integer GENERATED ALWAYS AS IDENTITY NOT NULL,
    ADD COLUMN own integer DEFAULT nextval('public.plain_own_seq'::regclass) NOT NULL,
    ADD COLUMN mood public.mood NOT NULL,
    ADD COLUMN moods public.mood[] DEFAULT '{ok}'::public.mood[],
    ADD COLUMN parts numeric(10,4)[],
    ADD CONSTRAINT plain_needed_key UNIQUE (needed),
    ADD CONSTRAINT plain_check CHECK ((needed <> nullable));

-- locks SHARE ROW EXCLUSIVE on public.plain_own_seq
ALTER SEQUENCE public.plain_own_seq OWNED BY public.plain.own;
