-- forward

DROP TEXT SEARCH DICTIONARY public.d;

DROP TEXT SEARCH TEMPLATE public.gone;

DROP TEXT SEARCH TEMPLATE public.t;

CREATE TEXT SEARCH TEMPLATE public.t (INIT = pg_catalog.dsimple_init, LEXIZE = pg_catalog.dsimple_lexize);

CREATE TEXT SEARCH DICTIONARY public.d (
    TEMPLATE = public.t
);

COMMENT ON TEXT SEARCH TEMPLATE public.t IS 't';

-- backward

DROP TEXT SEARCH DICTIONARY public.d;

DROP TEXT SEARCH TEMPLATE public.t;

CREATE TEXT SEARCH TEMPLATE public.gone (LEXIZE = pg_catalog.dsimple_lexize);

CREATE TEXT SEARCH TEMPLATE public.t (LEXIZE = pg_catalog.dsimple_lexize);

CREATE TEXT SEARCH DICTIONARY public.d (
    TEMPLATE = public.t
);
