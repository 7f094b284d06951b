CREATE OPERATOR === (LEFTARG = integer, RIGHTARG = text, FUNCTION = other);
CREATE TABLE t (a integer, b text, CONSTRAINT c CHECK (a === b));
CREATE INDEX t_i ON t (b) WHERE a === 'x';
CREATE VIEW v AS SELECT a FROM t WHERE a === b;
