CREATE TABLE t (userId INT, b INT);
