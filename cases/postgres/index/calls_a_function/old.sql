CREATE TABLE a (name text);
