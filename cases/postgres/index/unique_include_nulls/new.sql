CREATE TABLE a (b integer, c integer, d text);
CREATE UNIQUE INDEX a_b ON a (b) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX a_c ON a (c) INCLUDE (d, b);
