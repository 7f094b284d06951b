CREATE TABLE a (id integer, x integer, CONSTRAINT c CHECK (x > 1));
CREATE INDEX i ON a (x DESC);
COMMENT ON INDEX i IS 'index';
COMMENT ON CONSTRAINT c ON a IS 'check';
