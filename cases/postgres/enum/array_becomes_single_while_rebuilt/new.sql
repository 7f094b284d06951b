CREATE TYPE e AS ENUM ('b', 'a');
CREATE TABLE t (id integer, e e, f text);
