CREATE TABLE a (x text, y integer, CONSTRAINT e EXCLUDE USING hash (lower(x) WITH =));
