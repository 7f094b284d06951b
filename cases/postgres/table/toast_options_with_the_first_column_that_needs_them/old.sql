CREATE TABLE t (id integer) WITH (fillfactor = 90);
CREATE TABLE u (id integer);
CREATE TABLE w (id text) WITH (toast.autovacuum_enabled = false);
