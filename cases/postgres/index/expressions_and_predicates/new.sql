CREATE TABLE a (id integer, name text, deleted timestamptz);
CREATE INDEX a_lower ON a (lower(name), upper(name), (id + 1));
CREATE INDEX a_live ON a (id) WHERE deleted IS NULL AND name <> 'x WHERE y';
