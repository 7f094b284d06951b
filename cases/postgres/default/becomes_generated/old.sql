CREATE TABLE a (id integer, b integer DEFAULT 1);
