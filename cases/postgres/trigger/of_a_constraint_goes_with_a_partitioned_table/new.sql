CREATE TABLE q (id integer);
