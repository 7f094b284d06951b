CREATE OPERATOR === (LEFTARG = integer, RIGHTARG = text, FUNCTION = same, COMMUTATOR = ===, NEGATOR = <>!, RESTRICT = neqsel);
CREATE OPERATOR === (LEFTARG = text, RIGHTARG = integer, FUNCTION = same, COMMUTATOR = ===);
CREATE OPERATOR <>! (LEFTARG = integer, RIGHTARG = text, FUNCTION = other, NEGATOR = ===);
CREATE OPERATOR @@@ (RIGHTARG = integer, FUNCTION = upside);
COMMENT ON OPERATOR === (integer, text) IS 'the same';
COMMENT ON OPERATOR @@@ (NONE, integer) IS 'prefix';
CREATE OPERATOR ~~~ (LEFTARG = integer, RIGHTARG = text, FUNCTION = same, JOIN = eqjoinsel);
