CREATE TABLE a (b integer, c integer, d integer, CONSTRAINT x UNIQUE (b) INCLUDE (c), CONSTRAINT y UNIQUE (d) WITH (fillfactor = 50));
