-- forward

-- hazard long-lock: unique public.a.x: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a.x: rows that break the constraint stop it
-- hazard long-lock: unique public.a.y: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a.y: rows that break the constraint stop it
-- hazard long-lock: unique public.a.z: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a.z: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT x,
    DROP CONSTRAINT y,
    DROP CONSTRAINT z,
    ADD CONSTRAINT x UNIQUE (b) DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT y UNIQUE (c),
    ADD CONSTRAINT z UNIQUE (d) DEFERRABLE;

-- backward

-- hazard long-lock: unique public.a.x: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a.x: rows that break the constraint stop it
-- hazard long-lock: unique public.a.y: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a.y: rows that break the constraint stop it
-- hazard long-lock: unique public.a.z: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a.z: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT x,
    DROP CONSTRAINT y,
    DROP CONSTRAINT z,
    ADD CONSTRAINT x UNIQUE (b),
    ADD CONSTRAINT y UNIQUE (c) DEFERRABLE,
    ADD CONSTRAINT z UNIQUE (d) DEFERRABLE INITIALLY DEFERRED;
