CREATE TYPE d AS ENUM ('a');
CREATE TABLE t (id integer PRIMARY KEY, d d);
