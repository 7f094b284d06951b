CREATE TABLE a (b integer);
CREATE TABLE c (b integer CONSTRAINT same CHECK (b > 0));
