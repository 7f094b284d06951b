CREATE TABLE a (id integer PRIMARY KEY, b integer, c text);
CREATE TABLE b (id integer PRIMARY KEY);
CREATE TABLE gone (id integer PRIMARY KEY);
CREATE TABLE anew (id integer PRIMARY KEY) PARTITION BY RANGE (id);
CREATE PUBLICATION p FOR TABLE a (id, b), b, gone, anew;
CREATE PUBLICATION dropped FOR TABLE a, gone;
CREATE PUBLICATION filtered FOR TABLE a WHERE (id > 0);
