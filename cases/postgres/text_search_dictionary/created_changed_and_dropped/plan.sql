-- forward

DROP TEXT SEARCH DICTIONARY public.gone;

DROP TEXT SEARCH DICTIONARY public.template;

CREATE TEXT SEARCH DICTIONARY public."New One" (
    TEMPLATE = pg_catalog.snowball,
    language = 'german'
);

ALTER TEXT SEARCH DICTIONARY public.options (accept, stopwords = 'russian');

CREATE TEXT SEARCH DICTIONARY public.template (
    TEMPLATE = pg_catalog.snowball,
    language = 'english', stopwords = 'english'
);

COMMENT ON TEXT SEARCH DICTIONARY public.options IS 'o';

-- backward

COMMENT ON TEXT SEARCH DICTIONARY public.options IS NULL;

DROP TEXT SEARCH DICTIONARY public."New One";

DROP TEXT SEARCH DICTIONARY public.template;

CREATE TEXT SEARCH DICTIONARY public.gone (
    TEMPLATE = pg_catalog.simple
);

ALTER TEXT SEARCH DICTIONARY public.options (stopwords = 'english', accept = 'false');

CREATE TEXT SEARCH DICTIONARY public.template (
    TEMPLATE = pg_catalog.simple
);
