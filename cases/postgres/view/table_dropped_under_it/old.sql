CREATE TABLE t (id integer);
CREATE TABLE u (id integer, extra integer);
CREATE VIEW v AS SELECT id FROM t;
CREATE VIEW goes AS SELECT id FROM t;
CREATE VIEW w AS SELECT id FROM u WHERE extra > 0;
