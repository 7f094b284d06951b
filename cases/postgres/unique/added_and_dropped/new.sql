CREATE TABLE a (id integer, b text, CONSTRAINT new_one UNIQUE (id, b));
