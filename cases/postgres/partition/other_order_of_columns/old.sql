CREATE TABLE a (id integer, x text, y date) PARTITION BY LIST (id);
CREATE TABLE a_1 (y date, x text, id integer);
