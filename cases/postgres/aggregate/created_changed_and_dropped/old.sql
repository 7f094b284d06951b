CREATE AGGREGATE goes(integer) (SFUNC = add, STYPE = integer);
CREATE AGGREGATE changes(integer) (SFUNC = add, STYPE = integer, INITCOND = '0');
CREATE AGGREGATE other_result(integer) (SFUNC = add, STYPE = integer);
CREATE AGGREGATE same_name(integer) (SFUNC = add, STYPE = integer);
CREATE VIEW v AS SELECT other_result(a) AS x FROM generate_series(1, 3) a;
COMMENT ON AGGREGATE other_result(integer) IS 'stays';
COMMENT ON AGGREGATE changes(integer) IS 'stays too';
