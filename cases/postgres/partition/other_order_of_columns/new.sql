-- in this order: the partition is attached behind its creation
CREATE TABLE a (id integer, x text, y date) PARTITION BY LIST (id);
CREATE TABLE a_1 (y date, x text, id integer);
ALTER TABLE a ATTACH PARTITION a_1 FOR VALUES IN (1);
