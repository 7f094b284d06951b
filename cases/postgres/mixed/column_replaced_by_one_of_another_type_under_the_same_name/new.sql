CREATE TABLE a (id integer PRIMARY KEY, x text, y integer GENERATED ALWAYS AS (id + 1) STORED);
CREATE INDEX a_x ON a (x);
