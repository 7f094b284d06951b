-- forward

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

DROP AGGREGATE public.goes(integer);

DROP AGGREGATE public.other_result(integer);

DROP AGGREGATE public.same_name(integer);

CREATE AGGREGATE public."Odd ""one"("a b" integer) (
    SFUNC = public.add,
    STYPE = integer
);

CREATE OR REPLACE AGGREGATE public.changes(integer) (
    SFUNC = public.add,
    STYPE = integer,
    SSPACE = 16,
    FINALFUNC = public.done_extra,
    FINALFUNC_EXTRA,
    FINALFUNC_MODIFY = SHAREABLE,
    COMBINEFUNC = public.add,
    INITCOND = '1',
    MSFUNC = public.add,
    MINVFUNC = public.take,
    MSTYPE = integer,
    MSSPACE = 8,
    MFINALFUNC = public.done_extra,
    MFINALFUNC_EXTRA,
    MFINALFUNC_MODIFY = READ_WRITE,
    MINITCOND = '7',
    SORTOP = OPERATOR(pg_catalog.<),
    PARALLEL = SAFE
);

CREATE AGGREGATE public.counts(*) (
    SFUNC = public.count_up,
    STYPE = integer,
    INITCOND = '0'
);

CREATE AGGREGATE public.my_avg(double precision) (
    SFUNC = float8_accum,
    STYPE = double precision[],
    FINALFUNC = float8_avg,
    COMBINEFUNC = float8_combine,
    INITCOND = '{0,0,0}'
);

CREATE AGGREGATE public.my_percentile(double precision ORDER BY anyelement) (
    SFUNC = ordered_set_transition,
    STYPE = internal,
    FINALFUNC = percentile_disc_final,
    FINALFUNC_EXTRA
);

CREATE AGGREGATE public.my_rank(VARIADIC "any" ORDER BY VARIADIC "any") (
    SFUNC = ordered_set_transition_multi,
    STYPE = internal,
    FINALFUNC = rank_final,
    FINALFUNC_EXTRA,
    HYPOTHETICAL
);

CREATE AGGREGATE public.my_sum(bigint) (
    SFUNC = int8_avg_accum,
    STYPE = internal,
    FINALFUNC = numeric_poly_sum,
    COMBINEFUNC = int8_avg_combine,
    SERIALFUNC = int8_avg_serialize,
    DESERIALFUNC = int8_avg_deserialize,
    PARALLEL = RESTRICTED
);

CREATE AGGREGATE public.other_result(integer) (
    SFUNC = public.add,
    STYPE = integer,
    FINALFUNC = public.done
);

CREATE AGGREGATE public.varied(VARIADIC integer[]) (
    SFUNC = public.many,
    STYPE = integer
);

SET check_function_bodies = off;

CREATE FUNCTION public.same_name(integer)
RETURNS integer
LANGUAGE sql
AS $$SELECT 1$$;

RESET check_function_bodies;

CREATE VIEW public.v AS
SELECT (public.other_result(a.a))::integer AS x
   FROM generate_series(1, 3) a(a);

COMMENT ON AGGREGATE public.counts(*) IS 'of nothing';

COMMENT ON AGGREGATE public.my_percentile(double precision ORDER BY anyelement) IS 'ordered';

COMMENT ON AGGREGATE public.my_rank(VARIADIC "any" ORDER BY VARIADIC "any") IS 'hypothetical';

COMMENT ON AGGREGATE public.other_result(integer) IS 'stays';

COMMENT ON AGGREGATE public.varied(integer[]) IS 'variadic';

-- backward

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

DROP AGGREGATE public."Odd ""one"(integer);

DROP AGGREGATE public.counts(*);

DROP AGGREGATE public.my_avg(double precision);

DROP AGGREGATE public.my_percentile(double precision ORDER BY anyelement);

DROP AGGREGATE public.my_rank(VARIADIC "any" ORDER BY VARIADIC "any");

DROP AGGREGATE public.my_sum(bigint);

DROP AGGREGATE public.other_result(integer);

DROP AGGREGATE public.varied(integer[]);

DROP FUNCTION public.same_name(integer);

CREATE OR REPLACE AGGREGATE public.changes(integer) (
    SFUNC = public.add,
    STYPE = integer,
    INITCOND = '0'
);

CREATE AGGREGATE public.goes(integer) (
    SFUNC = public.add,
    STYPE = integer
);

CREATE AGGREGATE public.other_result(integer) (
    SFUNC = public.add,
    STYPE = integer
);

CREATE AGGREGATE public.same_name(integer) (
    SFUNC = public.add,
    STYPE = integer
);

CREATE VIEW public.v AS
SELECT public.other_result(a.a) AS x
   FROM generate_series(1, 3) a(a);

COMMENT ON AGGREGATE public.other_result(integer) IS 'stays';
