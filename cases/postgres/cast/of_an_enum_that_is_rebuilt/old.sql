CREATE TYPE e AS ENUM ('1', '2');
CREATE CAST (e AS integer) WITH INOUT;
COMMENT ON CAST (e AS integer) IS 'x';
CREATE TABLE t (id integer PRIMARY KEY, e e);
