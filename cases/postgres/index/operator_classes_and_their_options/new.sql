CREATE EXTENSION pg_trgm;
CREATE TABLE a (name text, j jsonb, v tsvector, n integer);
CREATE INDEX a_j ON a USING gin (j jsonb_path_ops);
CREATE INDEX a_name ON a USING gist (name gist_trgm_ops (siglen = 32));
CREATE INDEX a_v ON a USING gist (v tsvector_ops (siglen = 100));
CREATE INDEX a_n ON a USING brin (n int4_minmax_multi_ops (values_per_range = 16));
