-- in this order: an index is extended to partitions that are there
CREATE TABLE kept (id integer);
CREATE TABLE top (a integer) PARTITION BY RANGE (a);
CREATE TABLE middle PARTITION OF top FOR VALUES FROM (0) TO (100) PARTITION BY RANGE (a);
CREATE TABLE with_index PARTITION OF middle FOR VALUES FROM (0) TO (10);
CREATE TABLE without_index PARTITION OF middle FOR VALUES FROM (10) TO (20);
CREATE INDEX top_a ON ONLY top (a);
CREATE INDEX middle_a ON ONLY middle (a);
CREATE INDEX with_index_a ON with_index (a);
ALTER INDEX middle_a ATTACH PARTITION with_index_a;
ALTER INDEX top_a ATTACH PARTITION middle_a;
