CREATE TYPE e AS ENUM ('a', 'b');
CREATE TYPE f AS ENUM ('x', 'y');
CREATE TYPE i AS (e e, n integer);
CREATE TYPE o AS (i i, list i[], f f);
CREATE DOMAIN d AS o CHECK ((VALUE).f IS NOT NULL);
CREATE TABLE t (id integer PRIMARY KEY, i i, o o, e e[], f f, d d);
