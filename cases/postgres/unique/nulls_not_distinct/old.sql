CREATE TABLE a (id integer, b text UNIQUE, c text, CONSTRAINT a_c UNIQUE NULLS NOT DISTINCT (c));
