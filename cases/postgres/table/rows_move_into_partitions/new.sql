CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE TABLE owners (id integer PRIMARY KEY);
CREATE TABLE visits (
    id bigint NOT NULL,
    number bigint NOT NULL,
    day date NOT NULL,
    owner integer REFERENCES owners,
    how mood,
    twice integer GENERATED ALWAYS AS (number * 2) STORED,
    note text,
    PRIMARY KEY (id, day, owner)
) PARTITION BY RANGE (day);
CREATE TABLE visits_2024 PARTITION OF visits FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (owner);
CREATE TABLE visits_2024_one PARTITION OF visits_2024 FOR VALUES IN (1);
CREATE TABLE visits_2024_other PARTITION OF visits_2024 DEFAULT;
CREATE TABLE visits_2025 PARTITION OF visits FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE INDEX visits_day ON visits (day);
CREATE TABLE log (what text);
CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.log VALUES (new.day); RETURN new; END $$;
CREATE TRIGGER note BEFORE INSERT ON visits FOR EACH ROW EXECUTE FUNCTION noted();
CREATE VIEW late AS SELECT id, day FROM visits WHERE day > '2025-06-01';
CREATE MATERIALIZED VIEW per_day AS SELECT day, count(*) AS many FROM visits GROUP BY day;
