CREATE TABLE a (b integer, CONSTRAINT x CHECK (b > 0));
