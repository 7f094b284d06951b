CREATE TABLE a (x integer, y integer, CONSTRAINT p UNIQUE (x));
CREATE INDEX q ON a (y);
