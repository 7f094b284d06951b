-- forward

CREATE EXTENSION hstore WITH SCHEMA ext;

CREATE EXTENSION "uuid-ossp" WITH SCHEMA ext;

CREATE TABLE public.a (
    id uuid DEFAULT ext.uuid_generate_v4(),
    attributes ext.hstore
);

-- locks SHARE on public.a
CREATE INDEX a_attributes ON public.a USING gist (attributes);

COMMENT ON EXTENSION hstore IS 'data type for storing sets of (key, value) pairs';

COMMENT ON EXTENSION "uuid-ossp" IS 'generate universally unique identifiers (UUIDs)';

-- backward

-- hazard data-loss: table public.a: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.a
DROP TABLE public.a;

DROP EXTENSION hstore;

DROP EXTENSION "uuid-ossp";
