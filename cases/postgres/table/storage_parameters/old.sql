CREATE TABLE a (id integer, x text) WITH (fillfactor = 70, autovacuum_enabled = false);
CREATE TABLE b (id integer, x text) WITH (toast.autovacuum_enabled = false);
CREATE TABLE c (id integer, x text);
