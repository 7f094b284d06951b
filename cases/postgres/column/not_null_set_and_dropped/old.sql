CREATE TABLE a (id integer, b text NOT NULL, c text);
