CREATE FUNCTION f(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n + 1';
CREATE TABLE t (id integer, v integer GENERATED ALWAYS AS (f(id)) STORED);
CREATE FUNCTION g(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n + 1';
CREATE TABLE u (id integer, v integer GENERATED ALWAYS AS (g(id)) STORED);
CREATE TYPE e AS ENUM ('a', 'b');
CREATE TABLE y (id e, v e GENERATED ALWAYS AS (id) STORED);
CREATE TABLE w (id e, v boolean GENERATED ALWAYS AS (id = 'a'::e) STORED);
CREATE TABLE x (id integer, v text GENERATED ALWAYS AS (id::text) STORED);
