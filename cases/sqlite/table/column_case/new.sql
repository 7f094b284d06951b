CREATE TABLE t (userid INT, b INT);
