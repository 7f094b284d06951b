CREATE TABLE a (id integer);
CREATE TABLE b (id integer, y integer);
CREATE TABLE child (z integer) INHERITS (b);
