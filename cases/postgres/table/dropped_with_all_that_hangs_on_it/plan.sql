-- forward

-- locks ACCESS EXCLUSIVE on public.seen
DROP VIEW public.seen;

-- hazard data-loss: table public.child: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.child, ACCESS EXCLUSIVE on public."Odd ""one"
DROP TABLE public.child;

-- hazard data-loss: table public."Odd ""one": the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public."Odd ""one", ACCESS EXCLUSIVE on public.parent
DROP TABLE public."Odd ""one";

DROP FUNCTION public."nothing"();

DROP FUNCTION public.twice(integer);

CREATE VIEW public."Odd ""one" AS
SELECT parent.id
   FROM public.parent;

DROP DOMAIN public.positive;

DROP TYPE public.mood;

-- backward

-- locks ACCESS EXCLUSIVE on public."Odd ""one"
DROP VIEW public."Odd ""one";

CREATE DOMAIN public.positive AS integer
    CONSTRAINT positive_check CHECK ((VALUE > 0));

CREATE TYPE public.mood AS ENUM ('ok', 'sad');

CREATE SEQUENCE public.child_id_seq AS integer;

SET check_function_bodies = off;

CREATE FUNCTION public."nothing"()
RETURNS trigger
LANGUAGE plpgsql
AS $$ BEGIN RETURN NEW; END $$;

CREATE FUNCTION public.twice(integer)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$ SELECT $1 * 2 $$;

RESET check_function_bodies;

CREATE TABLE public."Odd ""one" (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    parent integer NOT NULL,
    mood public.mood DEFAULT 'ok'::public.mood,
    moods public.mood[],
    size public.positive,
    doubled integer GENERATED ALWAYS AS (public.twice(parent)) STORED,
    code text COLLATE pg_catalog."C",
    during int4range,
    CONSTRAINT "Odd ""one_pkey" PRIMARY KEY (id),
    CONSTRAINT "Odd ""one_code_key" UNIQUE (code),
    CONSTRAINT "Odd ""one_parent_check" CHECK ((public.twice(parent) > 0)),
    CONSTRAINT "Odd ""one_during_excl" EXCLUDE USING gist (during WITH &&)
);

-- locks ACCESS EXCLUSIVE on public."Odd ""one"
ALTER TABLE public."Odd ""one" ENABLE ROW LEVEL SECURITY,
    FORCE ROW LEVEL SECURITY;

CREATE TABLE public.child (
    id integer DEFAULT nextval('public.child_id_seq'::regclass) NOT NULL,
    odd bigint,
    CONSTRAINT child_pkey PRIMARY KEY (id)
);

-- locks SHARE ROW EXCLUSIVE on public.child_id_seq
ALTER SEQUENCE public.child_id_seq OWNED BY public.child.id;

-- locks SHARE on public."Odd ""one"
CREATE INDEX by_mood ON public."Odd ""one" USING btree (mood) WHERE (parent > 0);

-- locks SHARE UPDATE EXCLUSIVE on public."Odd ""one"
CREATE STATISTICS public.both_of ON code, parent FROM public."Odd ""one";

-- locks SHARE ROW EXCLUSIVE on public."Odd ""one", SHARE ROW EXCLUSIVE on public.parent
ALTER TABLE public."Odd ""one" ADD CONSTRAINT "Odd ""one_parent_fkey" FOREIGN KEY (parent) REFERENCES public.parent(id);

-- locks SHARE ROW EXCLUSIVE on public.child, SHARE ROW EXCLUSIVE on public."Odd ""one"
ALTER TABLE public.child ADD CONSTRAINT child_odd_fkey FOREIGN KEY (odd) REFERENCES public."Odd ""one"(id);

CREATE VIEW public.seen AS
SELECT o.id,
    o.mood
   FROM (public."Odd ""one" o
     JOIN public.child c ON ((c.odd = o.id)));

-- locks ACCESS EXCLUSIVE on public."Odd ""one"
CREATE RULE quiet AS
    ON DELETE TO public."Odd ""one" DO INSTEAD NOTHING;

-- locks ACCESS EXCLUSIVE on public."Odd ""one"
ALTER TABLE public."Odd ""one" REPLICA IDENTITY FULL;

-- locks SHARE ROW EXCLUSIVE on public."Odd ""one"
CREATE TRIGGER watch BEFORE UPDATE ON public."Odd ""one" FOR EACH ROW EXECUTE FUNCTION public.nothing();

-- locks ACCESS EXCLUSIVE on public."Odd ""one"
CREATE POLICY own ON public."Odd ""one"
    USING ((parent > 0));

-- locks SHARE UPDATE EXCLUSIVE on public."Odd ""one"
COMMENT ON COLUMN public."Odd ""one".code IS 'the code';
