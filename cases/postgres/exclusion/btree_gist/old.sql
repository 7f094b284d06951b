CREATE EXTENSION btree_gist;
CREATE TABLE a (room integer, during tsrange);
