CREATE TABLE r (a integer);
CREATE TABLE z (a integer);
CREATE TABLE t (id integer, z z);
