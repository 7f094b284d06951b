CREATE TYPE at_start AS ENUM ('a', 'b', 'c');
CREATE TYPE in_middle AS ENUM ('a', 'b', 'c');
CREATE TYPE at_end AS ENUM ('a', 'b', 'c');
CREATE TYPE from_none AS ENUM ('a');
CREATE TABLE t (a at_start, b in_middle, c at_end, d from_none);
