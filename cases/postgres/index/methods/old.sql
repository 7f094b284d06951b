CREATE TABLE a (id integer, t text, j jsonb, p point, tags text[], ip inet, r int4range);
CREATE INDEX a_btree ON a (id);
