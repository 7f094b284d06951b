CREATE TABLE a (id integer, b text COMPRESSION pglz, c text, d text COMPRESSION pglz NOT NULL DEFAULT 'd');
