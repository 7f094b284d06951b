CREATE TABLE p (id integer, n varchar(10) NOT NULL);
CREATE TABLE c (id integer) INHERITS (p);
CREATE TABLE q (id integer, n integer) PARTITION BY RANGE (id);
CREATE TABLE q1 PARTITION OF q DEFAULT;
CREATE TABLE free (id integer, n varchar(10) NOT NULL);
ALTER TABLE free INHERIT p;
