-- forward

-- alone: cannot run inside a transaction
-- hazard may-fail: unique public.a.x: rows that break the constraint stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a
CREATE UNIQUE INDEX CONCURRENTLY x_new ON public.a USING btree (b) INCLUDE (c, d);

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT x,
    ADD CONSTRAINT x UNIQUE USING INDEX x_new;

-- locks SHARE UPDATE EXCLUSIVE on public.a
ALTER INDEX public.y SET (fillfactor='60', deduplicate_items='off');

-- backward

-- alone: cannot run inside a transaction
-- hazard may-fail: unique public.a.x: rows that break the constraint stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a
CREATE UNIQUE INDEX CONCURRENTLY x_new ON public.a USING btree (b) INCLUDE (c);

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT x,
    ADD CONSTRAINT x UNIQUE USING INDEX x_new;

-- locks SHARE UPDATE EXCLUSIVE on public.a
ALTER INDEX public.y RESET (deduplicate_items);

-- locks SHARE UPDATE EXCLUSIVE on public.a
ALTER INDEX public.y SET (fillfactor='50');
