CREATE TABLE a (b integer, c integer, CONSTRAINT a_b UNIQUE (b));
CREATE UNIQUE INDEX a_c ON a (c);
