-- forward

-- locks ACCESS EXCLUSIVE on public.t
DROP INDEX public.t_v;

DROP TEXT SEARCH CONFIGURATION public.c;

DROP TEXT SEARCH DICTIONARY public.d;

CREATE TEXT SEARCH DICTIONARY public.d (
    TEMPLATE = pg_catalog.snowball,
    language = 'german'
);

CREATE TEXT SEARCH CONFIGURATION public.c (PARSER = pg_catalog."default");

ALTER TEXT SEARCH CONFIGURATION public.c ADD MAPPING FOR asciiword WITH public.d;

-- hazard long-lock: index public.t_v: writers wait while it is built
-- locks SHARE on public.t
CREATE INDEX t_v ON public.t USING gin (to_tsvector('public.c'::regconfig, a));

COMMENT ON TEXT SEARCH CONFIGURATION public.c IS 'c';

-- backward

-- locks ACCESS EXCLUSIVE on public.t
DROP INDEX public.t_v;

DROP TEXT SEARCH CONFIGURATION public.c;

DROP TEXT SEARCH DICTIONARY public.d;

CREATE TEXT SEARCH DICTIONARY public.d (
    TEMPLATE = pg_catalog.simple
);

CREATE TEXT SEARCH CONFIGURATION public.c (PARSER = pg_catalog."default");

ALTER TEXT SEARCH CONFIGURATION public.c ADD MAPPING FOR asciiword WITH public.d;

-- hazard long-lock: index public.t_v: writers wait while it is built
-- locks SHARE on public.t
CREATE INDEX t_v ON public.t USING gin (to_tsvector('public.c'::regconfig, a));

COMMENT ON TEXT SEARCH CONFIGURATION public.c IS 'c';
