-- forward

-- locks ACCESS EXCLUSIVE on public.m
DROP INDEX public.by_n;

-- locks ACCESS EXCLUSIVE on public.m
DROP INDEX public.goes;

-- locks ACCESS EXCLUSIVE on public.m
ALTER MATERIALIZED VIEW public.m RESET (fillfactor);

-- locks ACCESS EXCLUSIVE on public.m
ALTER MATERIALIZED VIEW public.m SET (autovacuum_enabled='false');

-- locks ACCESS EXCLUSIVE on public.m
ALTER TABLE public.m ALTER COLUMN name SET COMPRESSION pglz,
    ALTER COLUMN name SET STORAGE EXTENDED,
    ALTER COLUMN n SET STATISTICS -1,
    ALTER COLUMN n SET (n_distinct='9');

-- hazard long-lock: index public.by_n: writers wait while it is built
-- locks SHARE on public.m
CREATE INDEX by_n ON public.m USING btree (n DESC) WITH (fillfactor='60');

-- hazard long-lock: index public.comes: writers wait while it is built
-- hazard may-fail: index public.comes: rows that are not unique stop it
-- locks SHARE on public.m
CREATE UNIQUE INDEX comes ON public.m USING btree (id) INCLUDE (name);

-- locks ACCESS EXCLUSIVE on public.m
ALTER TABLE public.m CLUSTER ON comes;

-- backward

-- locks ACCESS EXCLUSIVE on public.m
DROP INDEX public.by_n;

-- locks ACCESS EXCLUSIVE on public.m
DROP INDEX public.comes;

-- locks ACCESS EXCLUSIVE on public.m
ALTER MATERIALIZED VIEW public.m RESET (autovacuum_enabled);

-- locks ACCESS EXCLUSIVE on public.m
ALTER MATERIALIZED VIEW public.m SET (fillfactor='70');

-- locks ACCESS EXCLUSIVE on public.m
ALTER TABLE public.m ALTER COLUMN name SET COMPRESSION default,
    ALTER COLUMN name SET STORAGE EXTERNAL,
    ALTER COLUMN n SET STATISTICS 500,
    ALTER COLUMN n RESET (n_distinct);

-- hazard long-lock: index public.by_n: writers wait while it is built
-- locks SHARE on public.m
CREATE INDEX by_n ON public.m USING btree (n);

-- locks ACCESS EXCLUSIVE on public.m
ALTER TABLE public.m CLUSTER ON by_n;

-- hazard long-lock: index public.goes: writers wait while it is built
-- locks SHARE on public.m
CREATE INDEX goes ON public.m USING btree (name);
