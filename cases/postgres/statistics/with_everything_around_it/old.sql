CREATE TABLE a (x int, y int, z int);
CREATE STATISTICS stays ON x, y FROM a;
CREATE STATISTICS goes_with_its_column ON y, z FROM a;
CREATE TABLE b (x int, y int);
CREATE STATISTICS goes_with_its_table ON x, y FROM b;
