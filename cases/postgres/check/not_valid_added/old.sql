CREATE TABLE a (b integer);
