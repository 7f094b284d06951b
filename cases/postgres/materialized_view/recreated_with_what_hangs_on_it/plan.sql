-- forward

-- locks ACCESS EXCLUSIVE on public.over
DROP MATERIALIZED VIEW public.over;

-- locks ACCESS EXCLUSIVE on public.reads_n
DROP MATERIALIZED VIEW public.reads_n;

-- locks ACCESS EXCLUSIVE on public.above
DROP VIEW public.above;

-- locks ACCESS EXCLUSIVE on public.m
DROP MATERIALIZED VIEW public.m;

-- hazard rewrite: column public.t.n: its values are converted from integer to bigint
-- hazard may-fail: column public.t.n: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN n TYPE bigint USING n::bigint;

-- hazard rewrite: materialized_view public.m: it is filled anew by its query
CREATE MATERIALIZED VIEW public.m AS
SELECT t.id,
    t.name
   FROM public.t
  WHERE (t.id > 0);

-- locks SHARE on public.m
CREATE UNIQUE INDEX m_id ON public.m USING btree (id);

-- locks SHARE on public.m
CREATE INDEX m_name ON public.m USING btree (lower(name));

-- locks SHARE UPDATE EXCLUSIVE on public.m
ALTER INDEX public.m_name ALTER COLUMN 1 SET STATISTICS 300;

-- hazard rewrite: materialized_view public.reads_n: it is filled anew by its query
CREATE MATERIALIZED VIEW public.reads_n AS
SELECT t.n
   FROM public.t;

-- locks SHARE on public.reads_n
CREATE INDEX reads_n_n ON public.reads_n USING btree (n);

CREATE VIEW public.above AS
SELECT m.id
   FROM public.m;

-- hazard rewrite: materialized_view public.over: it is filled anew by its query
CREATE MATERIALIZED VIEW public.over AS
SELECT count(*) AS count
   FROM public.above;

-- locks SHARE UPDATE EXCLUSIVE on public.m
COMMENT ON MATERIALIZED VIEW public.m IS 'm';

-- locks SHARE UPDATE EXCLUSIVE on public.m
COMMENT ON COLUMN public.m.id IS 'its id';

-- locks SHARE UPDATE EXCLUSIVE on public.m
COMMENT ON INDEX public.m_id IS 'its key';

-- locks SHARE UPDATE EXCLUSIVE on public.reads_n
COMMENT ON INDEX public.reads_n_n IS 'by n';

-- backward

-- locks ACCESS EXCLUSIVE on public.over
DROP MATERIALIZED VIEW public.over;

-- locks ACCESS EXCLUSIVE on public.reads_n
DROP MATERIALIZED VIEW public.reads_n;

-- locks ACCESS EXCLUSIVE on public.above
DROP VIEW public.above;

-- locks ACCESS EXCLUSIVE on public.m
DROP MATERIALIZED VIEW public.m;

-- hazard rewrite: column public.t.n: its values are converted from bigint to integer
-- hazard may-fail: column public.t.n: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN n TYPE integer USING n::integer;

-- hazard rewrite: materialized_view public.m: it is filled anew by its query
CREATE MATERIALIZED VIEW public.m AS
SELECT t.id,
    t.name
   FROM public.t;

-- locks SHARE on public.m
CREATE UNIQUE INDEX m_id ON public.m USING btree (id);

-- locks SHARE on public.m
CREATE INDEX m_name ON public.m USING btree (lower(name));

-- locks SHARE UPDATE EXCLUSIVE on public.m
ALTER INDEX public.m_name ALTER COLUMN 1 SET STATISTICS 300;

-- hazard rewrite: materialized_view public.reads_n: it is filled anew by its query
CREATE MATERIALIZED VIEW public.reads_n AS
SELECT t.n
   FROM public.t;

-- locks SHARE on public.reads_n
CREATE INDEX reads_n_n ON public.reads_n USING btree (n);

CREATE VIEW public.above AS
SELECT m.id
   FROM public.m;

-- hazard rewrite: materialized_view public.over: it is filled anew by its query
CREATE MATERIALIZED VIEW public.over AS
SELECT count(*) AS count
   FROM public.above;

-- locks SHARE UPDATE EXCLUSIVE on public.m
COMMENT ON MATERIALIZED VIEW public.m IS 'm';

-- locks SHARE UPDATE EXCLUSIVE on public.m
COMMENT ON COLUMN public.m.id IS 'its id';

-- locks SHARE UPDATE EXCLUSIVE on public.m
COMMENT ON INDEX public.m_id IS 'its key';

-- locks SHARE UPDATE EXCLUSIVE on public.reads_n
COMMENT ON INDEX public.reads_n_n IS 'by n';
