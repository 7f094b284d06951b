-- forward

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_btree;

-- hazard long-lock: index public.a_brin: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_brin ON public.a USING brin (id) WITH (pages_per_range='32', autosummarize='on');

-- hazard long-lock: index public.a_gin: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_gin ON public.a USING gin (j);

-- hazard long-lock: index public.a_gin_tags: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_gin_tags ON public.a USING gin (tags) WITH (fastupdate='off');

-- hazard long-lock: index public.a_gist: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_gist ON public.a USING gist (p);

-- hazard long-lock: index public.a_gist_r: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_gist_r ON public.a USING gist (r) WITH (buffering='on');

-- hazard long-lock: index public.a_hash: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_hash ON public.a USING hash (t);

-- hazard long-lock: index public.a_spgist: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_spgist ON public.a USING spgist (ip);

-- backward

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_brin;

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_gin;

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_gin_tags;

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_gist;

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_gist_r;

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_hash;

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_spgist;

-- hazard long-lock: index public.a_btree: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_btree ON public.a USING btree (id);
