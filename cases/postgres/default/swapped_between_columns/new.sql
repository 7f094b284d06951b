CREATE TABLE a (b integer DEFAULT 2, c integer DEFAULT 1);
