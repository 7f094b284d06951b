CREATE TABLE a (x bigint, y int);
CREATE STATISTICS stays ON x, y FROM a;
CREATE SCHEMA s;
CREATE TABLE s.c (x int, y int);
CREATE STATISTICS s.comes_with_its_table ON x, y FROM s.c;
