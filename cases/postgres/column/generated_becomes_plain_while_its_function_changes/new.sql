CREATE FUNCTION f(m integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT m + 1';
CREATE TABLE t (id integer, v integer);
CREATE TABLE u (id integer, v bigint);
CREATE TYPE e AS ENUM ('b', 'a');
CREATE TABLE y (id e, v e);
CREATE TABLE w (id e, v boolean);
CREATE TABLE x (id bigint, v text);
