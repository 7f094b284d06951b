CREATE EXTENSION pg_trgm;
CREATE TABLE a (name text, j jsonb, v tsvector, n integer);
CREATE INDEX a_j ON a USING gin (j);
