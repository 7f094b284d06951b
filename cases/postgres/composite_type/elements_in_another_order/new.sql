CREATE TYPE c AS (b text, a integer);
CREATE TABLE t (id integer PRIMARY KEY, list c[]);
