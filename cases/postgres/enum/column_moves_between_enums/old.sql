CREATE TYPE e AS ENUM ('a', 'b');
CREATE TYPE f AS ENUM ('b', 'a');
CREATE TABLE t (x e DEFAULT 'a', y f, z text DEFAULT 'a');
CREATE INDEX t_x ON t (x);
