CREATE SCHEMA a; CREATE SCHEMA b;
CREATE TYPE b.e AS ENUM ('x');
CREATE FUNCTION b.f(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION a.f(integer, integer DEFAULT 2) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE TABLE b.t (id serial PRIMARY KEY, e b.e, n integer DEFAULT b.f(1), g integer GENERATED ALWAYS AS (b.f(id)) STORED, CHECK (b.f(n) > 0));
CREATE TABLE a.t (id serial PRIMARY KEY, e b.e, n integer DEFAULT a.f(1), g bigint GENERATED ALWAYS AS (a.f(id)) STORED, CHECK (a.f(n) > 0));
CREATE INDEX ON b.t (b.f(n));
CREATE VIEW a.v AS SELECT a.f(id) AS x FROM a.t;
CREATE TABLE b.u (id integer REFERENCES b.t);
