CREATE TABLE a (c integer, d text NOT NULL);
