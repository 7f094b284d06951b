CREATE TABLE a (id integer NOT NULL, b text, c text);
