CREATE TABLE a (id integer PRIMARY KEY, x text);
