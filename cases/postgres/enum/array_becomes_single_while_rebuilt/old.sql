CREATE TYPE e AS ENUM ('a', 'b');
CREATE TABLE t (id integer, e e[], f e);
