CREATE TYPE e AS ENUM ('a', 'b');
COMMENT ON TYPE e IS 'e';
CREATE TABLE t (id integer PRIMARY KEY, e e);
