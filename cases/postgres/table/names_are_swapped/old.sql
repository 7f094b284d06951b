CREATE TABLE a (id integer PRIMARY KEY, x text);
CREATE TABLE b (id bigint PRIMARY KEY, y date);
