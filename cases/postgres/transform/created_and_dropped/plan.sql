-- forward

CREATE TRANSFORM FOR integer LANGUAGE sql (FROM SQL WITH FUNCTION pg_catalog.prsd_lextype(internal), TO SQL WITH FUNCTION pg_catalog.int4recv(internal));

CREATE TRANSFORM FOR public.e LANGUAGE plpgsql (FROM SQL WITH FUNCTION pg_catalog.prsd_lextype(internal));

COMMENT ON TRANSFORM FOR integer LANGUAGE sql IS 't';

-- backward

DROP TRANSFORM FOR integer LANGUAGE sql;

DROP TRANSFORM FOR public.e LANGUAGE plpgsql;
