CREATE TABLE a (first integer, middle text NOT NULL DEFAULT 'm', other date, last integer);
