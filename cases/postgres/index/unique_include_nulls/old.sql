CREATE TABLE a (b integer, c integer, d text);
CREATE UNIQUE INDEX a_b ON a (b);
CREATE INDEX a_c ON a (c);
