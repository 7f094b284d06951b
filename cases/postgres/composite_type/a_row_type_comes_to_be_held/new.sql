CREATE TABLE r (a bigint, b text[] NOT NULL DEFAULT '{}');
CREATE TABLE a (id integer, r r, list r[]);
CREATE TABLE z (a text, n integer GENERATED ALWAYS AS (3) STORED);
CREATE TABLE t (id integer);
