CREATE AGGREGATE changes(integer) (SFUNC = add, STYPE = integer, SSPACE = 16, COMBINEFUNC = add, INITCOND = '1', PARALLEL = SAFE,
    MSFUNC = add, MINVFUNC = take, MSTYPE = integer, MSSPACE = 8, MFINALFUNC = done_extra, MFINALFUNC_EXTRA, MFINALFUNC_MODIFY = READ_WRITE,
    FINALFUNC = done_extra, FINALFUNC_EXTRA, FINALFUNC_MODIFY = SHAREABLE, MINITCOND = '7', SORTOP = <);
CREATE AGGREGATE other_result(integer) (SFUNC = add, STYPE = integer, FINALFUNC = done);
CREATE FUNCTION same_name(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE AGGREGATE counts(*) (SFUNC = count_up, STYPE = integer, INITCOND = '0');
CREATE AGGREGATE varied(VARIADIC integer[]) (SFUNC = many, STYPE = integer);
CREATE AGGREGATE "Odd ""one"("a b" integer) (SFUNC = add, STYPE = integer);
CREATE AGGREGATE my_percentile(float8 ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA);
CREATE AGGREGATE my_rank(VARIADIC "any" ORDER BY VARIADIC "any") (SFUNC = ordered_set_transition_multi, STYPE = internal, FINALFUNC = rank_final, FINALFUNC_EXTRA, HYPOTHETICAL);
CREATE AGGREGATE my_avg(float8) (SFUNC = float8_accum, STYPE = float8[], FINALFUNC = float8_avg, COMBINEFUNC = float8_combine, INITCOND = '{0,0,0}');
CREATE AGGREGATE my_sum(bigint) (SFUNC = int8_avg_accum, STYPE = internal, FINALFUNC = numeric_poly_sum, COMBINEFUNC = int8_avg_combine,
    SERIALFUNC = int8_avg_serialize, DESERIALFUNC = int8_avg_deserialize, PARALLEL = RESTRICTED);
CREATE VIEW v AS SELECT other_result(a)::integer AS x FROM generate_series(1, 3) a;
COMMENT ON AGGREGATE other_result(integer) IS 'stays';
COMMENT ON AGGREGATE changes(integer) IS 'stays too';
COMMENT ON AGGREGATE counts(*) IS 'of nothing';
COMMENT ON AGGREGATE my_rank(VARIADIC "any" ORDER BY VARIADIC "any") IS 'hypothetical';
COMMENT ON AGGREGATE my_percentile(float8 ORDER BY anyelement) IS 'ordered';
COMMENT ON AGGREGATE varied(VARIADIC integer[]) IS 'variadic';
