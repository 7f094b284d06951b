CREATE TYPE c AS (a integer, b text);
CREATE TABLE t (id integer PRIMARY KEY, c c, list c[]);
COMMENT ON TYPE c IS 'c';
COMMENT ON COLUMN c.a IS 'a';
