CREATE TYPE c AS (a integer, b text);
CREATE TYPE d AS (a integer, b text, gone integer);
CREATE TABLE t (id integer PRIMARY KEY, c c, d d);
