CREATE TABLE a (id integer, b integer PRIMARY KEY);
