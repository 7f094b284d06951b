CREATE TABLE r (a integer);
CREATE TABLE t (id integer, r r);
