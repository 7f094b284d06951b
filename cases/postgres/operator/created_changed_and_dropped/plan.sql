-- forward

DROP OPERATOR public.!@ (NONE, integer);

DROP OPERATOR public.=== (integer, text);

CREATE OPERATOR public.=== (
    FUNCTION = public.same,
    LEFTARG = integer,
    RIGHTARG = text,
    COMMUTATOR = OPERATOR(public.===),
    NEGATOR = OPERATOR(public.<>!),
    RESTRICT = pg_catalog.neqsel
);

CREATE OPERATOR public.@@@ (
    FUNCTION = public.upside,
    RIGHTARG = integer
);

ALTER OPERATOR public.~~~ (integer, text) SET (RESTRICT = NONE, JOIN = pg_catalog.eqjoinsel);

COMMENT ON OPERATOR public.=== (integer, text) IS 'the same';

COMMENT ON OPERATOR public.@@@ (NONE, integer) IS 'prefix';

-- backward

DROP OPERATOR public.=== (integer, text);

DROP OPERATOR public.@@@ (NONE, integer);

CREATE OPERATOR public.!@ (
    FUNCTION = public.upside,
    RIGHTARG = integer
);

CREATE OPERATOR public.=== (
    FUNCTION = public.same,
    LEFTARG = integer,
    RIGHTARG = text,
    COMMUTATOR = OPERATOR(public.===),
    NEGATOR = OPERATOR(public.<>!),
    RESTRICT = pg_catalog.eqsel,
    JOIN = pg_catalog.eqjoinsel,
    HASHES,
    MERGES
);

ALTER OPERATOR public.~~~ (integer, text) SET (RESTRICT = pg_catalog.eqsel, JOIN = NONE);

COMMENT ON OPERATOR public.=== (integer, text) IS 'same';
