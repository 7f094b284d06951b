CREATE TABLE a (id integer, n numeric(8,2), m numeric(3,5));
