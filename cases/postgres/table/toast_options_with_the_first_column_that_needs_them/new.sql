CREATE TABLE t (id integer, x text) WITH (fillfactor = 80, toast.autovacuum_enabled = false);
CREATE TABLE u (id text) WITH (toast.autovacuum_enabled = false, toast.vacuum_truncate = false);
CREATE TABLE w (id text, n text) WITH (toast.vacuum_truncate = false);
