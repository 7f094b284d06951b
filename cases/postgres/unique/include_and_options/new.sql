CREATE TABLE a (b integer, c integer, d integer, CONSTRAINT x UNIQUE (b) INCLUDE (c, d), CONSTRAINT y UNIQUE (d) WITH (fillfactor = 60, deduplicate_items = off));
