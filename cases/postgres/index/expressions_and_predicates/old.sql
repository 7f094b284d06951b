CREATE TABLE a (id integer, name text, deleted timestamptz);
CREATE INDEX a_lower ON a (lower(name));
CREATE INDEX a_live ON a (id) WHERE deleted IS NULL;
