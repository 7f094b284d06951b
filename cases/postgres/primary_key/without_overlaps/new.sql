CREATE EXTENSION btree_gist;
CREATE TABLE a (id integer, during daterange, PRIMARY KEY (id, during WITHOUT OVERLAPS));
CREATE TABLE b (id integer, during daterange, FOREIGN KEY (id, PERIOD during) REFERENCES a (id, PERIOD during));
