CREATE TABLE a (id integer PRIMARY KEY, c varchar(9));
CREATE TABLE b (id bigint PRIMARY KEY);
CREATE TABLE come (id integer PRIMARY KEY);
CREATE TABLE anew (id integer PRIMARY KEY) PARTITION BY LIST (id);
CREATE PUBLICATION p FOR TABLE a (id), come, anew;
CREATE PUBLICATION made FOR TABLE a, b WHERE (id > 3), come (id);
CREATE PUBLICATION filtered FOR TABLE a WHERE (id > 1), b;
