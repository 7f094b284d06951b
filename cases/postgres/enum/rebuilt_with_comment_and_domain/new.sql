CREATE TYPE e AS ENUM ('b', 'a');
COMMENT ON TYPE e IS 'e';
CREATE TABLE t (id integer PRIMARY KEY, e e);
