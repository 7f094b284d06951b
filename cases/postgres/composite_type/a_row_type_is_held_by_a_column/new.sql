CREATE TABLE r (a bigint, b text, c date);
CREATE TABLE t (id integer PRIMARY KEY, r r);
