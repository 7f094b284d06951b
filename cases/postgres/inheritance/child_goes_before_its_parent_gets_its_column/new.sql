CREATE TABLE p (id integer, a uuid, b integer);
CREATE TABLE d (id integer, b text);
CREATE TABLE e (x integer) INHERITS (d);
