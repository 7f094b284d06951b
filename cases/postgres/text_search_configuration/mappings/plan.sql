-- forward

DROP TEXT SEARCH CONFIGURATION public.gone;

CREATE TEXT SEARCH CONFIGURATION public."New One" (PARSER = pg_catalog."default");

ALTER TEXT SEARCH CONFIGURATION public."New One" ADD MAPPING FOR asciihword, asciiword, hword, hword_asciipart, hword_part, word WITH pg_catalog.english_stem;

ALTER TEXT SEARCH CONFIGURATION public."New One" ADD MAPPING FOR email, file, "float", host, hword_numpart, "int", numhword, numword, sfloat, uint, url, url_path, version WITH pg_catalog.simple;

CREATE TEXT SEARCH DICTIONARY public.comes (
    TEMPLATE = pg_catalog.simple
);

ALTER TEXT SEARCH CONFIGURATION public.c DROP MAPPING FOR email;

ALTER TEXT SEARCH CONFIGURATION public.c ALTER MAPPING FOR asciiword, word WITH public.comes, pg_catalog.simple;

ALTER TEXT SEARCH CONFIGURATION public.c ALTER MAPPING FOR "int" WITH public.d;

ALTER TEXT SEARCH CONFIGURATION public.c ADD MAPPING FOR numword WITH public.d;

DROP TEXT SEARCH DICTIONARY public.goes;

-- hazard long-lock: index public.t_v: writers wait while it is built
-- locks SHARE on public.t
CREATE INDEX t_v ON public.t USING gin (to_tsvector('public."New One"'::regconfig, a));

COMMENT ON TEXT SEARCH CONFIGURATION public.c IS 'c';

-- backward

COMMENT ON TEXT SEARCH CONFIGURATION public.c IS NULL;

-- locks ACCESS EXCLUSIVE on public.t
DROP INDEX public.t_v;

DROP TEXT SEARCH CONFIGURATION public."New One";

CREATE TEXT SEARCH CONFIGURATION public.gone (PARSER = pg_catalog."default");

ALTER TEXT SEARCH CONFIGURATION public.gone ADD MAPPING FOR asciihword, asciiword, hword, hword_asciipart, hword_part, word WITH pg_catalog.english_stem;

ALTER TEXT SEARCH CONFIGURATION public.gone ADD MAPPING FOR email, file, "float", host, hword_numpart, "int", numhword, numword, sfloat, uint, url, url_path, version WITH pg_catalog.simple;

CREATE TEXT SEARCH DICTIONARY public.goes (
    TEMPLATE = pg_catalog.simple
);

ALTER TEXT SEARCH CONFIGURATION public.c DROP MAPPING FOR numword;

ALTER TEXT SEARCH CONFIGURATION public.c ALTER MAPPING FOR asciiword, word WITH public.d, pg_catalog.simple;

ALTER TEXT SEARCH CONFIGURATION public.c ALTER MAPPING FOR "int" WITH public.goes;

ALTER TEXT SEARCH CONFIGURATION public.c ADD MAPPING FOR email WITH public.goes;

DROP TEXT SEARCH DICTIONARY public.comes;
