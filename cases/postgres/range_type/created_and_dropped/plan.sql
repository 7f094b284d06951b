-- forward

CREATE TYPE public."All" AS RANGE (
    SUBTYPE = text,
    SUBTYPE_OPCLASS = pg_catalog.text_pattern_ops,
    COLLATION = pg_catalog."C",
    MULTIRANGE_TYPE_NAME = public."Many"
);

CREATE TYPE public.diff AS RANGE (
    SUBTYPE = double precision,
    SUBTYPE_DIFF = pg_catalog.float8mi,
    MULTIRANGE_TYPE_NAME = public.diffs
);

CREATE TYPE public.plain AS RANGE (
    SUBTYPE = text,
    MULTIRANGE_TYPE_NAME = public.plain_multirange
);

CREATE TABLE public.t (
    p public.plain,
    a public."All"[],
    m public."Many",
    d public.diffs DEFAULT '{}'::public.diffs
);

DROP TYPE public.gone;

-- backward

CREATE TYPE public.gone AS RANGE (
    SUBTYPE = integer,
    MULTIRANGE_TYPE_NAME = public.gone_multirange
);

-- hazard data-loss: table public.t: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.t
DROP TABLE public.t;

DROP TYPE public."All";

DROP TYPE public.diff;

DROP TYPE public.plain;
