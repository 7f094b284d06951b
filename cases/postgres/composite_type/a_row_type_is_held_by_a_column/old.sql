CREATE TABLE r (a integer, b text);
CREATE TABLE t (id integer PRIMARY KEY, r r);
