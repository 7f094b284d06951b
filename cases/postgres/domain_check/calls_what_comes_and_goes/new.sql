CREATE DOMAIN d AS integer CONSTRAINT two CHECK (VALUE < limit_of(1));
CREATE TABLE t (d d);
