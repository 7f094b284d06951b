CREATE SCHEMA a; CREATE SCHEMA b;
CREATE TYPE a.e AS ENUM ('x');
CREATE FUNCTION a.f(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE TABLE a.t (id serial PRIMARY KEY, e a.e, n integer DEFAULT a.f(1), g integer GENERATED ALWAYS AS (a.f(id)) STORED, CHECK (a.f(n) > 0));
CREATE INDEX ON a.t (a.f(n));
CREATE VIEW a.v AS SELECT a.f(id) AS x FROM a.t;
CREATE TABLE b.u (id integer REFERENCES a.t);
