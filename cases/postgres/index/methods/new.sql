CREATE TABLE a (id integer, t text, j jsonb, p point, tags text[], ip inet, r int4range);
CREATE INDEX a_hash ON a USING hash (t);
CREATE INDEX a_gin ON a USING gin (j);
CREATE INDEX a_gin_tags ON a USING gin (tags) WITH (fastupdate = off);
CREATE INDEX a_gist ON a USING gist (p);
CREATE INDEX a_gist_r ON a USING gist (r) WITH (buffering = on);
CREATE INDEX a_spgist ON a USING spgist (ip inet_ops);
CREATE INDEX a_brin ON a USING brin (id) WITH (pages_per_range = 32, autosummarize = on);
