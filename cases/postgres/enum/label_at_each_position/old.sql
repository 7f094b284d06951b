CREATE TYPE at_start AS ENUM ('b', 'c');
CREATE TYPE in_middle AS ENUM ('a', 'c');
CREATE TYPE at_end AS ENUM ('a', 'b');
CREATE TYPE from_none AS ENUM ();
CREATE TABLE t (a at_start, b in_middle, c at_end, d from_none);
