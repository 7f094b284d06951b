CREATE DOMAIN d AS integer CHECK (VALUE > 0);
CREATE DOMAIN other AS text;
CREATE TYPE e AS ENUM ('1', '2');
CREATE TABLE t (id integer PRIMARY KEY, a d DEFAULT 1, b integer, c other, x d, y other, z e);
