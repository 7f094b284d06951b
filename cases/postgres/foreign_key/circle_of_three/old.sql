CREATE TABLE a (id integer PRIMARY KEY, next integer);
CREATE TABLE b (id integer PRIMARY KEY, next integer);
CREATE TABLE c (id integer PRIMARY KEY, next integer);
