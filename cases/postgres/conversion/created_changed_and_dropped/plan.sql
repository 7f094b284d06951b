-- forward

DROP CONVERSION public.c;

DROP CONVERSION public.gone;

CREATE CONVERSION public."New" FOR 'UTF8' TO 'LATIN1' FROM pg_catalog.utf8_to_iso8859_1;

CREATE DEFAULT CONVERSION public.c FOR 'LATIN1' TO 'UTF8' FROM pg_catalog.iso8859_1_to_utf8;

COMMENT ON CONVERSION public.c IS 'c';

-- backward

DROP CONVERSION public."New";

DROP CONVERSION public.c;

CREATE CONVERSION public.c FOR 'LATIN1' TO 'UTF8' FROM pg_catalog.iso8859_1_to_utf8;

CREATE CONVERSION public.gone FOR 'LATIN1' TO 'UTF8' FROM pg_catalog.iso8859_1_to_utf8;
