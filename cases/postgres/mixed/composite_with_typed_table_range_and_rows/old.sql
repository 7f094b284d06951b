CREATE TYPE c AS (a integer, b text);
CREATE TABLE t OF c (PRIMARY KEY (a));
CREATE TABLE u (c c, cs c[], r t, CHECK ((c).a > 0));
CREATE INDEX u_a ON u (((c).a));
CREATE VIEW v AS SELECT (c).b, r FROM u;
CREATE FUNCTION f(c) RETURNS t LANGUAGE sql AS 'SELECT NULL::t';
CREATE TYPE rg AS RANGE (subtype = integer);
CREATE TABLE w (r rg, m rg_multirange, EXCLUDE USING gist (r WITH &&));
