-- forward

DROP TEXT SEARCH CONFIGURATION public.c;

DROP TEXT SEARCH PARSER public.gone;

DROP TEXT SEARCH PARSER public.p;

CREATE TEXT SEARCH PARSER public."New" (START = pg_catalog.prsd_start, GETTOKEN = pg_catalog.prsd_nexttoken, END = pg_catalog.prsd_end, LEXTYPES = pg_catalog.prsd_lextype);

CREATE TEXT SEARCH PARSER public.p (START = pg_catalog.prsd_start, GETTOKEN = pg_catalog.prsd_nexttoken, END = pg_catalog.prsd_end, LEXTYPES = pg_catalog.prsd_lextype, HEADLINE = pg_catalog.prsd_headline);

CREATE TEXT SEARCH CONFIGURATION public.c (PARSER = public.p);

ALTER TEXT SEARCH CONFIGURATION public.c ADD MAPPING FOR word WITH pg_catalog.simple;

COMMENT ON TEXT SEARCH PARSER public.p IS 'p';

-- backward

DROP TEXT SEARCH CONFIGURATION public.c;

DROP TEXT SEARCH PARSER public."New";

DROP TEXT SEARCH PARSER public.p;

CREATE TEXT SEARCH PARSER public.gone (START = pg_catalog.prsd_start, GETTOKEN = pg_catalog.prsd_nexttoken, END = pg_catalog.prsd_end, LEXTYPES = pg_catalog.prsd_lextype);

CREATE TEXT SEARCH PARSER public.p (START = pg_catalog.prsd_start, GETTOKEN = pg_catalog.prsd_nexttoken, END = pg_catalog.prsd_end, LEXTYPES = pg_catalog.prsd_lextype);

CREATE TEXT SEARCH CONFIGURATION public.c (PARSER = public.p);

ALTER TEXT SEARCH CONFIGURATION public.c ADD MAPPING FOR word WITH pg_catalog.simple;
