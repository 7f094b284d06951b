CREATE TYPE e AS ENUM ('2', '1');
CREATE CAST (e AS integer) WITH INOUT;
COMMENT ON CAST (e AS integer) IS 'x';
CREATE TABLE t (id integer PRIMARY KEY, e e);
