CREATE TABLE a (first integer, last integer);
