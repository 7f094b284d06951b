CREATE TABLE t (id integer PRIMARY KEY, name text, n integer);
CREATE MATERIALIZED VIEW m WITH (autovacuum_enabled = false) AS SELECT id, name, n FROM t;
ALTER MATERIALIZED VIEW m ALTER COLUMN name SET COMPRESSION pglz, ALTER COLUMN n SET (n_distinct = 9);
CREATE INDEX by_n ON m (n DESC) WITH (fillfactor = 60);
CREATE UNIQUE INDEX comes ON m (id) INCLUDE (name);
ALTER MATERIALIZED VIEW m CLUSTER ON comes;
CREATE VIEW above AS SELECT id FROM m;
