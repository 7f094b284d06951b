CREATE TABLE a (id integer, name text COLLATE "C", code text);
CREATE INDEX a_name ON a (name);
