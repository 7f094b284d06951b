-- forward

-- locks ACCESS EXCLUSIVE on public.per_day
DROP MATERIALIZED VIEW public.per_day;

-- locks ACCESS EXCLUSIVE on public.late
DROP VIEW public.late;

-- locks ACCESS EXCLUSIVE on public.visits
DROP TRIGGER note ON public.visits;

-- locks ACCESS EXCLUSIVE on public.visits
DROP INDEX public.visits_day;

-- locks ACCESS EXCLUSIVE on public.visits, ACCESS EXCLUSIVE on public.owners
ALTER TABLE public.visits DROP CONSTRAINT visits_owner_fkey,
    DROP CONSTRAINT visits_pkey;

-- locks ACCESS EXCLUSIVE on public.visits
ALTER TABLE public.visits ALTER COLUMN id DROP IDENTITY;

-- locks ACCESS EXCLUSIVE on public.visits
ALTER TABLE public.visits DROP COLUMN twice;

-- locks ACCESS EXCLUSIVE on public.visits
ALTER TABLE public.visits ALTER COLUMN how TYPE text COLLATE pg_catalog."default" USING how::text;

-- locks ACCESS EXCLUSIVE on public.visits
ALTER TABLE public.visits RENAME TO visits_before;

ALTER TYPE public.mood RENAME TO mood__evenkeel_old;

CREATE TYPE public.mood AS ENUM ('sad', 'glad');

DROP TYPE public.mood__evenkeel_old;

CREATE TABLE public.visits (
    id bigint CONSTRAINT visits_id_not_null NOT NULL,
    number bigint CONSTRAINT visits_number_not_null NOT NULL,
    day date CONSTRAINT visits_day_not_null NOT NULL,
    owner integer CONSTRAINT visits_owner_not_null NOT NULL,
    how public.mood,
    twice integer GENERATED ALWAYS AS ((number * 2)) STORED,
    note text,
    CONSTRAINT visits_pkey PRIMARY KEY (id, day, owner)
)
PARTITION BY RANGE (day);

CREATE TABLE public.visits_2024 (
    id bigint NOT NULL,
    number bigint NOT NULL,
    day date NOT NULL,
    owner integer NOT NULL,
    how public.mood,
    twice integer GENERATED ALWAYS AS ((number * 2)) STORED,
    note text,
    CONSTRAINT visits_2024_pkey PRIMARY KEY (id, day, owner)
)
PARTITION BY LIST (owner);

CREATE TABLE public.visits_2024_one (
    id bigint NOT NULL,
    number bigint NOT NULL,
    day date NOT NULL,
    owner integer NOT NULL,
    how public.mood,
    twice integer GENERATED ALWAYS AS ((number * 2)) STORED,
    note text,
    CONSTRAINT visits_2024_one_pkey PRIMARY KEY (id, day, owner)
);

CREATE TABLE public.visits_2024_other (
    id bigint NOT NULL,
    number bigint NOT NULL,
    day date NOT NULL,
    owner integer NOT NULL,
    how public.mood,
    twice integer GENERATED ALWAYS AS ((number * 2)) STORED,
    note text,
    CONSTRAINT visits_2024_other_pkey PRIMARY KEY (id, day, owner)
);

CREATE TABLE public.visits_2025 (
    id bigint NOT NULL,
    number bigint NOT NULL,
    day date NOT NULL,
    owner integer NOT NULL,
    how public.mood,
    twice integer GENERATED ALWAYS AS ((number * 2)) STORED,
    note text,
    CONSTRAINT visits_2025_pkey PRIMARY KEY (id, day, owner)
);

-- locks SHARE on public.visits
CREATE INDEX visits_day ON ONLY public.visits USING btree (day);

-- locks SHARE on public.visits_2024
CREATE INDEX visits_2024_day_idx ON ONLY public.visits_2024 USING btree (day);

-- hazard may-fail: partition public.visits_2024: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.visits, ACCESS EXCLUSIVE on public.visits_2024, SHARE ROW EXCLUSIVE on public.owners
ALTER TABLE ONLY public.visits ATTACH PARTITION public.visits_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');

-- locks SHARE on public.visits_2024_one
CREATE INDEX visits_2024_one_day_idx ON public.visits_2024_one USING btree (day);

-- hazard may-fail: partition public.visits_2024_one: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.visits_2024, ACCESS EXCLUSIVE on public.visits_2024_one, ACCESS EXCLUSIVE on public.visits_2024_other, SHARE ROW EXCLUSIVE on public.owners
ALTER TABLE ONLY public.visits_2024 ATTACH PARTITION public.visits_2024_one FOR VALUES IN (1);

-- locks SHARE on public.visits_2024_other
CREATE INDEX visits_2024_other_day_idx ON public.visits_2024_other USING btree (day);

-- hazard may-fail: partition public.visits_2024_other: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.visits_2024, ACCESS EXCLUSIVE on public.visits_2024_other, SHARE ROW EXCLUSIVE on public.owners
ALTER TABLE ONLY public.visits_2024 ATTACH PARTITION public.visits_2024_other DEFAULT;

-- locks SHARE on public.visits_2025
CREATE INDEX visits_2025_day_idx ON public.visits_2025 USING btree (day);

-- hazard may-fail: partition public.visits_2025: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.visits, ACCESS EXCLUSIVE on public.visits_2025, SHARE ROW EXCLUSIVE on public.owners
ALTER TABLE ONLY public.visits ATTACH PARTITION public.visits_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- hazard may-fail: table public.visits: a row that does not fit the new table stops it
-- hazard long-lock: table public.visits: everyone waits while the rows are copied into the new table
INSERT INTO public.visits (id, number, day, owner, how, note) OVERRIDING SYSTEM VALUE SELECT id, number::bigint, day, owner, how::public.mood, note::text FROM public.visits_before;

-- locks ACCESS EXCLUSIVE on public.visits_before
DROP TABLE public.visits_before;

-- locks SHARE UPDATE EXCLUSIVE on public.visits, ACCESS EXCLUSIVE on public.visits_2024
ALTER INDEX public.visits_day ATTACH PARTITION public.visits_2024_day_idx;

-- locks SHARE UPDATE EXCLUSIVE on public.visits_2024, ACCESS EXCLUSIVE on public.visits_2024_one
ALTER INDEX public.visits_2024_day_idx ATTACH PARTITION public.visits_2024_one_day_idx;

-- locks SHARE UPDATE EXCLUSIVE on public.visits_2024, ACCESS EXCLUSIVE on public.visits_2024_one
ALTER INDEX public.visits_2024_pkey ATTACH PARTITION public.visits_2024_one_pkey;

-- locks SHARE UPDATE EXCLUSIVE on public.visits_2024, ACCESS EXCLUSIVE on public.visits_2024_other
ALTER INDEX public.visits_2024_day_idx ATTACH PARTITION public.visits_2024_other_day_idx;

-- locks SHARE UPDATE EXCLUSIVE on public.visits_2024, ACCESS EXCLUSIVE on public.visits_2024_other
ALTER INDEX public.visits_2024_pkey ATTACH PARTITION public.visits_2024_other_pkey;

-- locks SHARE UPDATE EXCLUSIVE on public.visits, ACCESS EXCLUSIVE on public.visits_2024
ALTER INDEX public.visits_pkey ATTACH PARTITION public.visits_2024_pkey;

-- locks SHARE UPDATE EXCLUSIVE on public.visits, ACCESS EXCLUSIVE on public.visits_2025
ALTER INDEX public.visits_day ATTACH PARTITION public.visits_2025_day_idx;

-- locks SHARE UPDATE EXCLUSIVE on public.visits, ACCESS EXCLUSIVE on public.visits_2025
ALTER INDEX public.visits_pkey ATTACH PARTITION public.visits_2025_pkey;

-- hazard may-fail: foreign_key public.visits.visits_owner_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.visits.visits_owner_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.visits, SHARE ROW EXCLUSIVE on public.owners, SHARE ROW EXCLUSIVE on public.visits_2024, SHARE ROW EXCLUSIVE on public.visits_2024_one, SHARE ROW EXCLUSIVE on public.visits_2024_other, SHARE ROW EXCLUSIVE on public.visits_2025
ALTER TABLE public.visits ADD CONSTRAINT visits_owner_fkey FOREIGN KEY (owner) REFERENCES public.owners(id);

-- hazard rewrite: materialized_view public.per_day: it is filled anew by its query
CREATE MATERIALIZED VIEW public.per_day AS
SELECT visits.day,
    count(*) AS many
   FROM public.visits
  GROUP BY visits.day;

CREATE VIEW public.late AS
SELECT visits.id,
    visits.day
   FROM public.visits
  WHERE (visits.day > '2025-06-01'::date);

-- locks SHARE ROW EXCLUSIVE on public.visits, SHARE ROW EXCLUSIVE on public.visits_2024, SHARE ROW EXCLUSIVE on public.visits_2024_one, SHARE ROW EXCLUSIVE on public.visits_2024_other, SHARE ROW EXCLUSIVE on public.visits_2025
CREATE TRIGGER note BEFORE INSERT ON public.visits FOR EACH ROW EXECUTE FUNCTION public.noted();

-- backward

-- locks ACCESS EXCLUSIVE on public.per_day
DROP MATERIALIZED VIEW public.per_day;

-- locks ACCESS EXCLUSIVE on public.late
DROP VIEW public.late;

-- locks ACCESS EXCLUSIVE on public.visits, ACCESS EXCLUSIVE on public.owners, ACCESS EXCLUSIVE on public.visits_2024, ACCESS EXCLUSIVE on public.visits_2024_one, ACCESS EXCLUSIVE on public.visits_2024_other, ACCESS EXCLUSIVE on public.visits_2025
ALTER TABLE public.visits DROP CONSTRAINT visits_owner_fkey;

-- hazard long-lock: table public.visits_2024_one: everyone waits while its values are copied, so that nobody writes in between
-- locks ACCESS EXCLUSIVE on public.visits_2024_one
ALTER TABLE public.visits_2024_one NO FORCE ROW LEVEL SECURITY;

CREATE TABLE public.visits_2024_one_before AS SELECT id, number, day, owner, how::text COLLATE pg_catalog."default" AS how, note FROM ONLY public.visits_2024_one;

-- hazard data-loss: column public.visits_2024_one.note: values that the new type cannot hold are altered
-- locks ACCESS EXCLUSIVE on public.visits_2024_one, ACCESS EXCLUSIVE on public.visits_2024, ACCESS EXCLUSIVE on public.visits_2024_other, ACCESS EXCLUSIVE on public.owners
DROP TABLE public.visits_2024_one;

-- hazard long-lock: table public.visits_2024_other: everyone waits while its values are copied, so that nobody writes in between
-- locks ACCESS EXCLUSIVE on public.visits_2024_other
ALTER TABLE public.visits_2024_other NO FORCE ROW LEVEL SECURITY;

CREATE TABLE public.visits_2024_other_before AS SELECT id, number, day, owner, how::text COLLATE pg_catalog."default" AS how, note FROM ONLY public.visits_2024_other;

-- hazard data-loss: column public.visits_2024_other.note: values that the new type cannot hold are altered
-- locks ACCESS EXCLUSIVE on public.visits_2024_other, ACCESS EXCLUSIVE on public.visits_2024, ACCESS EXCLUSIVE on public.owners
DROP TABLE public.visits_2024_other;

-- locks ACCESS EXCLUSIVE on public.visits_2024, ACCESS EXCLUSIVE on public.visits, ACCESS EXCLUSIVE on public.owners
DROP TABLE public.visits_2024;

-- hazard long-lock: table public.visits_2025: everyone waits while its values are copied, so that nobody writes in between
-- locks ACCESS EXCLUSIVE on public.visits_2025
ALTER TABLE public.visits_2025 NO FORCE ROW LEVEL SECURITY;

CREATE TABLE public.visits_2025_before AS SELECT id, number, day, owner, how::text COLLATE pg_catalog."default" AS how, note FROM ONLY public.visits_2025;

-- hazard data-loss: column public.visits_2025.note: values that the new type cannot hold are altered
-- locks ACCESS EXCLUSIVE on public.visits_2025, ACCESS EXCLUSIVE on public.visits, ACCESS EXCLUSIVE on public.owners
DROP TABLE public.visits_2025;

-- locks ACCESS EXCLUSIVE on public.visits
DROP TABLE public.visits;

ALTER TYPE public.mood RENAME TO mood__evenkeel_old;

CREATE TYPE public.mood AS ENUM ('glad', 'sad');

DROP TYPE public.mood__evenkeel_old;

CREATE TABLE public.visits (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT visits_id_not_null NOT NULL,
    number integer CONSTRAINT visits_number_not_null NOT NULL,
    day date CONSTRAINT visits_day_not_null NOT NULL,
    owner integer,
    how public.mood,
    twice integer GENERATED ALWAYS AS ((number * 2)) STORED,
    note character varying(20),
    CONSTRAINT visits_pkey PRIMARY KEY (id)
);

-- hazard may-fail: table public.visits: a row that does not fit the new table stops it
-- hazard long-lock: table public.visits: everyone waits while the rows are copied into the new table
INSERT INTO public.visits (id, number, day, owner, how, note) OVERRIDING SYSTEM VALUE SELECT id, number::integer, day, owner, how::public.mood, note::character varying(20) FROM public.visits_2024_one_before;

-- hazard may-fail: table public.visits: a row that does not fit the new table stops it
-- hazard long-lock: table public.visits: everyone waits while the rows are copied into the new table
INSERT INTO public.visits (id, number, day, owner, how, note) OVERRIDING SYSTEM VALUE SELECT id, number::integer, day, owner, how::public.mood, note::character varying(20) FROM public.visits_2024_other_before;

-- hazard may-fail: table public.visits: a row that does not fit the new table stops it
-- hazard long-lock: table public.visits: everyone waits while the rows are copied into the new table
INSERT INTO public.visits (id, number, day, owner, how, note) OVERRIDING SYSTEM VALUE SELECT id, number::integer, day, owner, how::public.mood, note::character varying(20) FROM public.visits_2025_before;

-- locks ACCESS EXCLUSIVE on public.visits_2025_before
DROP TABLE public.visits_2025_before;

-- locks ACCESS EXCLUSIVE on public.visits_2024_other_before
DROP TABLE public.visits_2024_other_before;

-- locks ACCESS EXCLUSIVE on public.visits_2024_one_before
DROP TABLE public.visits_2024_one_before;

-- hazard long-lock: index public.visits_day: writers wait while it is built
-- locks SHARE on public.visits
CREATE INDEX visits_day ON public.visits USING btree (day);

-- hazard may-fail: foreign_key public.visits.visits_owner_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.visits.visits_owner_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.visits, SHARE ROW EXCLUSIVE on public.owners, SHARE ROW EXCLUSIVE on public.visits_2024, SHARE ROW EXCLUSIVE on public.visits_2024_one, SHARE ROW EXCLUSIVE on public.visits_2024_other, SHARE ROW EXCLUSIVE on public.visits_2025
ALTER TABLE public.visits ADD CONSTRAINT visits_owner_fkey FOREIGN KEY (owner) REFERENCES public.owners(id);

-- hazard rewrite: materialized_view public.per_day: it is filled anew by its query
CREATE MATERIALIZED VIEW public.per_day AS
SELECT visits.day,
    count(*) AS many
   FROM public.visits
  GROUP BY visits.day;

CREATE VIEW public.late AS
SELECT visits.id,
    visits.day
   FROM public.visits
  WHERE (visits.day > '2025-06-01'::date);

-- locks SHARE ROW EXCLUSIVE on public.visits, SHARE ROW EXCLUSIVE on public.visits_2024, SHARE ROW EXCLUSIVE on public.visits_2024_one, SHARE ROW EXCLUSIVE on public.visits_2024_other, SHARE ROW EXCLUSIVE on public.visits_2025
CREATE TRIGGER note BEFORE INSERT ON public.visits FOR EACH ROW EXECUTE FUNCTION public.noted();
