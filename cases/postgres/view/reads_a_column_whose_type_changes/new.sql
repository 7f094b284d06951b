CREATE TYPE mood AS ENUM ('ok', 'sad');
CREATE TABLE t (id integer PRIMARY KEY, a bigint, m mood, other integer);
CREATE VIEW v AS SELECT a FROM t;
CREATE VIEW above AS SELECT count(*) FROM v;
CREATE VIEW moody AS SELECT id FROM t WHERE m = 'ok';
CREATE VIEW elsewhere AS SELECT other FROM t;
CREATE VIEW keyed AS SELECT id, other FROM t GROUP BY id;
COMMENT ON VIEW above IS 'counted';
