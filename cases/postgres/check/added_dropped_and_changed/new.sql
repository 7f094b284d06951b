CREATE TABLE a (b integer CONSTRAINT comes CHECK (b > 0), c integer CONSTRAINT changes CHECK (c > 1));
