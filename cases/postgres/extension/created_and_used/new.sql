CREATE EXTENSION citext;
CREATE EXTENSION pg_trgm;
CREATE TABLE a (id integer, name text, email citext);
CREATE INDEX a_name_trgm ON a USING gin (name gin_trgm_ops);
