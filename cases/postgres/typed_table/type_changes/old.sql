CREATE TYPE c AS (a integer, b text, gone integer);
CREATE TABLE t OF c (PRIMARY KEY (a));
CREATE TABLE u OF c;
COMMENT ON TABLE t IS 't';
