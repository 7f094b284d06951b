CREATE TYPE c AS (a bigint, b text, z date);
CREATE TABLE t OF c (PRIMARY KEY (a));
CREATE TABLE u (c c, cs c[], CHECK ((c).a > 0));
CREATE INDEX u_a ON u (((c).a));
CREATE VIEW v AS SELECT (c).b, (c).z FROM u;
CREATE FUNCTION f(c) RETURNS t LANGUAGE sql AS 'SELECT NULL::t';
CREATE TYPE rg AS RANGE (subtype = bigint);
CREATE TABLE w (r rg, m rg_multirange, EXCLUDE USING gist (r WITH &&));
