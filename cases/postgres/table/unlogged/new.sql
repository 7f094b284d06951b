CREATE UNLOGGED TABLE a (id integer PRIMARY KEY, x text);
CREATE TABLE b (id integer);
