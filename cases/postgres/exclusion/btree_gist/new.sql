CREATE EXTENSION btree_gist;
CREATE TABLE a (room integer, during tsrange, CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&));
