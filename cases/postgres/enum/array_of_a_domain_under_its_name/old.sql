CREATE TYPE e AS ENUM ('a', 'b', 'c');
CREATE TABLE t (id integer, e e NOT NULL);
