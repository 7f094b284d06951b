CREATE EXTENSION btree_gist;
CREATE TABLE a (id integer, during daterange);
