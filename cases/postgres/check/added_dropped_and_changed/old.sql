CREATE TABLE a (b integer CONSTRAINT gone CHECK (b < 100), c integer CONSTRAINT changes CHECK (c > 0));
