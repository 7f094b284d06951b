CREATE COLLATION c (provider = icu, locale = 'de');
CREATE TABLE t (id integer PRIMARY KEY, a text COLLATE c, UNIQUE (a));
CREATE FUNCTION f(x text) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN x < 'a' COLLATE c;
CREATE VIEW v AS SELECT a FROM t ORDER BY a;
