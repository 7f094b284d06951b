CREATE TABLE a (x integer, y integer, CONSTRAINT q UNIQUE (x));
CREATE INDEX p ON a (y);
