CREATE OPERATOR === (LEFTARG = integer, RIGHTARG = text, FUNCTION = same, COMMUTATOR = ===, NEGATOR = <>!, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
CREATE OPERATOR === (LEFTARG = text, RIGHTARG = integer, FUNCTION = same, COMMUTATOR = ===);
CREATE OPERATOR <>! (LEFTARG = integer, RIGHTARG = text, FUNCTION = other, NEGATOR = ===);
CREATE OPERATOR !@ (RIGHTARG = integer, FUNCTION = upside);
COMMENT ON OPERATOR === (integer, text) IS 'same';
CREATE OPERATOR ~~~ (LEFTARG = integer, RIGHTARG = text, FUNCTION = same, RESTRICT = eqsel);
