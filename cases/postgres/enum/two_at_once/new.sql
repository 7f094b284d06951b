CREATE TYPE e AS ENUM ('b', 'a');
CREATE TYPE f AS ENUM ('x');
CREATE TABLE t (e e DEFAULT 'a', f f DEFAULT 'x', CONSTRAINT both_of CHECK (e = 'a' OR f = 'x'));
