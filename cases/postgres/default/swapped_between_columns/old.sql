CREATE TABLE a (b integer DEFAULT 1, c integer DEFAULT 2);
