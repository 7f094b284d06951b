CREATE TABLE a (b integer, c integer CHECK (c > 0));
