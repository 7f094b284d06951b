CREATE TABLE a (id integer, x text) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05, parallel_workers = 2);
CREATE TABLE b (id integer, x text) WITH (toast_tuple_target = 256);
CREATE TABLE c (id integer, x text) WITH (toast.autovacuum_vacuum_threshold = 1000, fillfactor = 50);
