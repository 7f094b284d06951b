-- forward

-- hazard long-lock: primary_key public.a.a_key: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key public.a.a_key: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT a_key,
    ADD CONSTRAINT a_key PRIMARY KEY (id) INCLUDE (x) WITH (fillfactor='70');

-- hazard long-lock: primary_key public.b.b_key: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key public.b.b_key: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.b
ALTER TABLE public.b DROP CONSTRAINT b_key,
    ADD CONSTRAINT b_key PRIMARY KEY (id) DEFERRABLE INITIALLY DEFERRED;

-- backward

-- hazard long-lock: primary_key public.a.a_key: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key public.a.a_key: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT a_key,
    ADD CONSTRAINT a_key PRIMARY KEY (id);

-- hazard long-lock: primary_key public.b.b_key: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key public.b.b_key: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.b
ALTER TABLE public.b DROP CONSTRAINT b_key,
    ADD CONSTRAINT b_key PRIMARY KEY (id) DEFERRABLE;
