CREATE FUNCTION twice(n integer, by integer DEFAULT 2) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n * by';
CREATE TABLE t (id integer PRIMARY KEY, n integer);
CREATE POLICY few ON t USING (twice(n) < 10);
CREATE VIEW v AS SELECT twice(n) FROM t;
