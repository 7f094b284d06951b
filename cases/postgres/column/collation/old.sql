CREATE TABLE a (id integer, name text, code text COLLATE "C");
CREATE INDEX a_name ON a (name);
