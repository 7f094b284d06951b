CREATE TYPE c AS (a integer, middle date, b text);
CREATE TYPE d AS (b text, a bigint);
CREATE TABLE t (id integer PRIMARY KEY, c c, d d);
