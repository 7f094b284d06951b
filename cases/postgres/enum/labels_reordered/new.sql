CREATE TYPE e AS ENUM ('c', 'a', 'b');
CREATE TABLE t (id integer, e e PRIMARY KEY);
