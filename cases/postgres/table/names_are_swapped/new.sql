CREATE TABLE b (id integer PRIMARY KEY, x text);
CREATE TABLE a (id bigint PRIMARY KEY, y date);
