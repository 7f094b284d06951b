CREATE TYPE mood AS ENUM ('glad', 'sad');
CREATE TABLE owners (id integer PRIMARY KEY);
CREATE TABLE visits (
    id bigint GENERATED ALWAYS AS IDENTITY,
    number integer NOT NULL,
    day date NOT NULL,
    owner integer REFERENCES owners,
    how mood,
    twice integer GENERATED ALWAYS AS (number * 2) STORED,
    note varchar(20),
    PRIMARY KEY (id)
);
CREATE INDEX visits_day ON visits (day);
CREATE TABLE log (what text);
CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.log VALUES (new.day); RETURN new; END $$;
CREATE TRIGGER note BEFORE INSERT ON visits FOR EACH ROW EXECUTE FUNCTION noted();
CREATE VIEW late AS SELECT id, day FROM visits WHERE day > '2025-06-01';
CREATE MATERIALIZED VIEW per_day AS SELECT day, count(*) AS many FROM visits GROUP BY day;
