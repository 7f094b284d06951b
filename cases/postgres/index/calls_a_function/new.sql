CREATE TABLE a (name text);
CREATE UNIQUE INDEX a_key ON a (key_of(name));
