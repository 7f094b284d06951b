CREATE TYPE e AS ENUM ('a', 'b');
CREATE TYPE f AS ENUM ('x', 'y');
CREATE TABLE t (e e DEFAULT 'a', f f DEFAULT 'x', CONSTRAINT both_of CHECK (e = 'a' OR f = 'x'));
