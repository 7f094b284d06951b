-- forward

-- hazard long-lock: unique public.a.x: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a.x: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT x,
    ADD CONSTRAINT x UNIQUE (b) INCLUDE (c, d);

-- locks SHARE UPDATE EXCLUSIVE on public.a
ALTER INDEX public.y SET (fillfactor='60', deduplicate_items='off');

-- backward

-- hazard long-lock: unique public.a.x: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a.x: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT x,
    ADD CONSTRAINT x UNIQUE (b) INCLUDE (c);

-- locks SHARE UPDATE EXCLUSIVE on public.a
ALTER INDEX public.y RESET (deduplicate_items);

-- locks SHARE UPDATE EXCLUSIVE on public.a
ALTER INDEX public.y SET (fillfactor='50');
