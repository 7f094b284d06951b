CREATE TYPE c AS (a bigint, b text);
CREATE TABLE t (id integer PRIMARY KEY, c c DEFAULT ROW(1, 'x'), list c[]);
CREATE INDEX t_c ON t (c);
COMMENT ON TYPE c IS 'c';
COMMENT ON COLUMN c.a IS 'a';
