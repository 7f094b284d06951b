-- forward

CREATE EXTENSION citext WITH SCHEMA public;

CREATE EXTENSION pg_trgm WITH SCHEMA public;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ADD COLUMN email public.citext;

-- hazard long-lock: index public.a_name_trgm: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_name_trgm ON public.a USING gin (name public.gin_trgm_ops);

COMMENT ON EXTENSION citext IS 'data type for case-insensitive character strings';

COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';

-- backward

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_name_trgm;

-- hazard data-loss: column public.a.email: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP COLUMN email;

DROP EXTENSION citext;

DROP EXTENSION pg_trgm;
