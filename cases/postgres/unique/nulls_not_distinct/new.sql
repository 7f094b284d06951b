CREATE TABLE a (id integer, b text UNIQUE NULLS NOT DISTINCT, c text, CONSTRAINT a_c UNIQUE (c));
