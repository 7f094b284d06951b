-- forward

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_j;

-- hazard long-lock: index public.a_j: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_j ON public.a USING gin (j jsonb_path_ops);

-- hazard long-lock: index public.a_n: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_n ON public.a USING brin (n int4_minmax_multi_ops (values_per_range='16'));

-- hazard long-lock: index public.a_name: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_name ON public.a USING gist (name public.gist_trgm_ops (siglen='32'));

-- hazard long-lock: index public.a_v: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_v ON public.a USING gist (v tsvector_ops (siglen='100'));

-- backward

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_j;

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_n;

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_name;

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_v;

-- hazard long-lock: index public.a_j: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_j ON public.a USING gin (j);
