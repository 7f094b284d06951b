CREATE TABLE t (id integer, gone text, n integer);
CREATE TABLE u (id integer);
CREATE FUNCTION stays() RETURNS SETOF u LANGUAGE sql BEGIN ATOMIC SELECT * FROM u; END;
