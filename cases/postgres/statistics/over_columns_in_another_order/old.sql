CREATE TABLE t (id integer, c integer);
