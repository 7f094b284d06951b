CREATE DOMAIN e AS integer;
CREATE TABLE t (id integer, e e[]);
