CREATE TABLE a (id integer, n numeric(5,-2), m numeric(3,2));
