CREATE TABLE a (id integer, b integer GENERATED ALWAYS AS (id * 4) STORED, CONSTRAINT even CHECK (b % 2 = 0));
CREATE INDEX a_b ON a (b);
