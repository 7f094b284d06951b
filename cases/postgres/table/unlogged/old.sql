CREATE TABLE a (id integer PRIMARY KEY, x text);
CREATE UNLOGGED TABLE b (id integer);
