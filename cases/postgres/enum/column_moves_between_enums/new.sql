CREATE TYPE e AS ENUM ('a', 'b');
CREATE TYPE f AS ENUM ('b', 'a');
CREATE TABLE t (x f DEFAULT 'a', y text, z e DEFAULT 'b');
CREATE INDEX t_x ON t (x);
