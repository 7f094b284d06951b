-- forward

-- alone: cannot run inside a transaction
-- locks SHARE UPDATE EXCLUSIVE on public.a
CREATE INDEX CONCURRENTLY a_live_new ON public.a USING btree (id) WHERE ((deleted IS NULL) AND (name <> 'x WHERE y'::text));

-- alone: cannot run inside a transaction
-- locks SHARE UPDATE EXCLUSIVE on public.a
DROP INDEX CONCURRENTLY public.a_live;

-- locks SHARE UPDATE EXCLUSIVE on public.a
ALTER INDEX public.a_live_new RENAME TO a_live;

-- alone: cannot run inside a transaction
-- locks SHARE UPDATE EXCLUSIVE on public.a
CREATE INDEX CONCURRENTLY a_lower_new ON public.a USING btree (lower(name), upper(name), ((id + 1)));

-- alone: cannot run inside a transaction
-- locks SHARE UPDATE EXCLUSIVE on public.a
DROP INDEX CONCURRENTLY public.a_lower;

-- locks SHARE UPDATE EXCLUSIVE on public.a
ALTER INDEX public.a_lower_new RENAME TO a_lower;

-- backward

-- alone: cannot run inside a transaction
-- locks SHARE UPDATE EXCLUSIVE on public.a
CREATE INDEX CONCURRENTLY a_live_new ON public.a USING btree (id) WHERE (deleted IS NULL);

-- alone: cannot run inside a transaction
-- locks SHARE UPDATE EXCLUSIVE on public.a
DROP INDEX CONCURRENTLY public.a_live;

-- locks SHARE UPDATE EXCLUSIVE on public.a
ALTER INDEX public.a_live_new RENAME TO a_live;

-- alone: cannot run inside a transaction
-- locks SHARE UPDATE EXCLUSIVE on public.a
CREATE INDEX CONCURRENTLY a_lower_new ON public.a USING btree (lower(name));

-- alone: cannot run inside a transaction
-- locks SHARE UPDATE EXCLUSIVE on public.a
DROP INDEX CONCURRENTLY public.a_lower;

-- locks SHARE UPDATE EXCLUSIVE on public.a
ALTER INDEX public.a_lower_new RENAME TO a_lower;
