CREATE TABLE a (b integer, c integer);
CREATE INDEX i ON a (c);
CREATE INDEX j ON a (b);
