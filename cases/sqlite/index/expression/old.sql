CREATE TABLE t (a TEXT, b INT);
CREATE INDEX i ON t (lower(a));
