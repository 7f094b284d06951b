CREATE TABLE t (id integer, a integer, c integer);
CREATE STATISTICS s (mcv) ON c, a, (id + 1) FROM t;
