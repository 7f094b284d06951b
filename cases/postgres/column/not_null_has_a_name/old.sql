CREATE TABLE a (id integer, b text CONSTRAINT b_there NOT NULL, c text NOT NULL);
