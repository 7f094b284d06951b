CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n + n';
CREATE TABLE t (id integer PRIMARY KEY, n integer);
CREATE TABLE u (id integer PRIMARY KEY, n integer CHECK (twice(n) > 0));
CREATE POLICY few ON t USING (twice(n) < 10);
CREATE POLICY few ON u USING (twice(n) < 10);
