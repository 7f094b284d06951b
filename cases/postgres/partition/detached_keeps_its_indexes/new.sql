CREATE TABLE a (id integer NOT NULL, day date NOT NULL, CONSTRAINT a_key PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE INDEX a_day ON a (day);
CREATE TABLE a_2024 (id integer NOT NULL, day date NOT NULL, CONSTRAINT a_2024_pkey PRIMARY KEY (id, day));
CREATE INDEX a_2024_day_idx ON a_2024 (day);
