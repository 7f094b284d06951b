CREATE TYPE e AS ENUM ('a', 'c');
CREATE TABLE t (id integer, e e NOT NULL);
