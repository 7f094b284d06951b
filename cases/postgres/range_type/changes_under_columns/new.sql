CREATE TYPE r AS RANGE (SUBTYPE = bigint);
CREATE TYPE s AS RANGE (SUBTYPE = text, COLLATION = "C", MULTIRANGE_TYPE_NAME = many);
CREATE TYPE u AS RANGE (SUBTYPE = integer, MULTIRANGE_TYPE_NAME = uses);
CREATE TABLE t (id integer PRIMARY KEY, r r DEFAULT '[1,2)', list r[], m r_multirange, s s, many many, us uses);
CREATE INDEX t_r ON t USING gist (r);
COMMENT ON TYPE r IS 'r';
