CREATE TABLE a (b integer CONSTRAINT same CHECK (b > 0));
CREATE TABLE c (b integer);
