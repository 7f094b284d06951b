CREATE TABLE t (a TEXT, "group" INT);
CREATE INDEX i ON t (a ASC, "group") WHERE a IS NOT NULL;
