CREATE TABLE base (id integer);
CREATE TABLE t (id integer);
CREATE VIEW v AS SELECT id FROM base;
CREATE VIEW above AS SELECT id FROM t;
