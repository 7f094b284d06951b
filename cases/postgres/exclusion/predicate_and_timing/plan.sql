-- forward

-- hazard long-lock: exclusion public.a.x: an index over all rows is built while everyone waits
-- hazard may-fail: exclusion public.a.x: rows that break the constraint stop it
-- hazard long-lock: exclusion public.a.y: an index over all rows is built while everyone waits
-- hazard may-fail: exclusion public.a.y: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT x,
    DROP CONSTRAINT y,
    ADD CONSTRAINT x EXCLUDE USING gist (during WITH &&) WHERE ((live AND (NOT isempty(during)))),
    ADD CONSTRAINT y EXCLUDE USING gist (during WITH &&) WHERE (live) DEFERRABLE INITIALLY DEFERRED;

-- backward

-- hazard long-lock: exclusion public.a.x: an index over all rows is built while everyone waits
-- hazard may-fail: exclusion public.a.x: rows that break the constraint stop it
-- hazard long-lock: exclusion public.a.y: an index over all rows is built while everyone waits
-- hazard may-fail: exclusion public.a.y: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT x,
    DROP CONSTRAINT y,
    ADD CONSTRAINT x EXCLUDE USING gist (during WITH &&),
    ADD CONSTRAINT y EXCLUDE USING gist (during WITH &&) WHERE (live);
