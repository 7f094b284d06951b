-- forward

CREATE MATERIALIZED VIEW public."Odd ""one" AS
SELECT 1 AS "a b";

CREATE MATERIALIZED VIEW public.plain AS
SELECT t.id,
    t.name,
    t.n
   FROM public.t;

-- locks SHARE on public.plain
CREATE INDEX plain_expression ON public.plain USING gin (to_tsvector('english'::regconfig, name)) WHERE (n > 0);

-- locks SHARE on public.plain
CREATE UNIQUE INDEX plain_id ON public.plain USING btree (id);

CREATE MATERIALIZED VIEW public.stored WITH (fillfactor='70', toast.autovacuum_enabled='false') AS
SELECT plain.name,
    plain.n
   FROM public.plain
WITH NO DATA;

-- locks ACCESS EXCLUSIVE on public.stored
ALTER TABLE public.stored ALTER COLUMN name SET COMPRESSION pglz,
    ALTER COLUMN name SET STORAGE EXTERNAL,
    ALTER COLUMN n SET STATISTICS 500,
    ALTER COLUMN n SET (n_distinct='5');

CREATE VIEW public.above AS
SELECT count(*) AS count
   FROM public.plain;

-- locks SHARE UPDATE EXCLUSIVE on public.plain
COMMENT ON MATERIALIZED VIEW public.plain IS 'plain';

-- locks SHARE UPDATE EXCLUSIVE on public.plain
COMMENT ON COLUMN public.plain.name IS 'its name';

-- locks SHARE UPDATE EXCLUSIVE on public.plain
COMMENT ON INDEX public.plain_id IS 'its key';

-- backward

-- locks ACCESS EXCLUSIVE on public."Odd ""one"
DROP MATERIALIZED VIEW public."Odd ""one";

-- locks ACCESS EXCLUSIVE on public.stored
DROP MATERIALIZED VIEW public.stored;

-- locks ACCESS EXCLUSIVE on public.above
DROP VIEW public.above;

-- locks ACCESS EXCLUSIVE on public.plain
DROP MATERIALIZED VIEW public.plain;
