CREATE TYPE e AS ENUM ('a');
CREATE DOMAIN dom AS text;
CREATE TYPE n AS (e e, dom dom[]);
CREATE TYPE c AS (a integer, n n);
CREATE TYPE d AS (a integer, g text);
CREATE TABLE t (n n DEFAULT ROW('a', NULL)::n, c c);
