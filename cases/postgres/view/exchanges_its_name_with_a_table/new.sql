CREATE TABLE base (id integer);
CREATE TABLE v (id integer);
CREATE VIEW t AS SELECT id FROM base;
CREATE VIEW above AS SELECT id FROM v;
