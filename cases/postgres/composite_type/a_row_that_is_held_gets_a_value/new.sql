CREATE TABLE r (a integer, b integer DEFAULT 3);
CREATE TABLE t (id integer, r r);
