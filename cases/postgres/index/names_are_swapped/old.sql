CREATE TABLE a (b integer, c integer);
CREATE INDEX i ON a (b);
CREATE INDEX j ON a (c);
