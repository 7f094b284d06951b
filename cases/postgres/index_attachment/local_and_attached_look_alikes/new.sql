-- in this order: the partition's own index comes behind the parent's
CREATE TABLE a (id integer, x integer) PARTITION BY RANGE (id);
CREATE INDEX a_x ON a (x);
CREATE TABLE a_1 PARTITION OF a FOR VALUES FROM (1) TO (10);
CREATE INDEX a_1_own ON a_1 (x);
