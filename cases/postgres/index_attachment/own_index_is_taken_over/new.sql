-- in this order: the parent's index finds the partition's
CREATE TABLE a (id integer, x integer) PARTITION BY RANGE (id);
CREATE TABLE a_1 PARTITION OF a FOR VALUES FROM (1) TO (10);
CREATE INDEX a_1_mine ON a_1 (x);
CREATE INDEX a_x ON a (x);
