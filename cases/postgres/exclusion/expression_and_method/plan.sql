-- forward

-- hazard long-lock: exclusion public.a.e: an index over all rows is built while everyone waits
-- hazard may-fail: exclusion public.a.e: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT e,
    ADD CONSTRAINT e EXCLUDE USING hash (lower(x) WITH =);

-- backward

-- hazard long-lock: exclusion public.a.e: an index over all rows is built while everyone waits
-- hazard may-fail: exclusion public.a.e: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT e,
    ADD CONSTRAINT e EXCLUDE USING btree (x WITH =);
