CREATE TABLE a (id integer, b text, CONSTRAINT old_one UNIQUE (b));
