-- in this order: the index of the parent stays without one of the partitions
CREATE TABLE a (id integer, x integer) PARTITION BY RANGE (id);
CREATE TABLE a_1 PARTITION OF a FOR VALUES FROM (1) TO (10);
CREATE TABLE a_2 PARTITION OF a FOR VALUES FROM (10) TO (20);
CREATE INDEX a_x ON ONLY a (x);
CREATE INDEX a_1_x_idx ON a_1 (x);
ALTER INDEX a_x ATTACH PARTITION a_1_x_idx;
