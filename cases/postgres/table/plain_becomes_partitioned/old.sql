CREATE TABLE a (id integer NOT NULL, day date NOT NULL, PRIMARY KEY (id, day));
CREATE INDEX a_day ON a (day);
