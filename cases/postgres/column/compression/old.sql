CREATE TABLE a (id integer, b text, c text COMPRESSION pglz);
