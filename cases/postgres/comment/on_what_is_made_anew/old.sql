CREATE TABLE a (id integer, x integer, CONSTRAINT c CHECK (x > 0));
CREATE INDEX i ON a (x);
COMMENT ON INDEX i IS 'index';
COMMENT ON CONSTRAINT c ON a IS 'check';
