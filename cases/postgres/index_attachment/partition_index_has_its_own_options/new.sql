CREATE TABLE a (id integer, x integer) PARTITION BY RANGE (id);
CREATE INDEX a_x ON a (x);
CREATE TABLE a_1 PARTITION OF a FOR VALUES FROM (1) TO (10);
ALTER INDEX a_1_x_idx SET (fillfactor = 60);
COMMENT ON INDEX a_1_x_idx IS 'of the partition';
