CREATE TABLE t (id integer) PARTITION BY RANGE (id);
CREATE INDEX only_here ON ONLY t (id);
