CREATE TABLE t (a TEXT, b INT);
CREATE UNIQUE INDEX i ON t (lower(a), b + 1);
