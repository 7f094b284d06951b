CREATE TABLE p (id integer);
CREATE TABLE c (a text) INHERITS (p);
CREATE TABLE d (b text) INHERITS (p);
CREATE TABLE e (x integer) INHERITS (d);
