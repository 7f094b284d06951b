CREATE TABLE a (id integer, b text);
