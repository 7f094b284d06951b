CREATE TABLE a (id integer, c integer CONSTRAINT a_key PRIMARY KEY);
