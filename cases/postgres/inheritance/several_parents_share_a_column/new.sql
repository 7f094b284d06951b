CREATE TABLE a (id integer, x text);
CREATE TABLE b (id integer, y text);
CREATE TABLE c (z text) INHERITS (a, b);
CREATE TABLE d (id integer, z text) INHERITS (b, a);
