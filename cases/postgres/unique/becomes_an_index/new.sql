CREATE TABLE a (b integer, c integer, CONSTRAINT a_c UNIQUE (c));
CREATE UNIQUE INDEX a_b ON a (b);
