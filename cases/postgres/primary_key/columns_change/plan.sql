-- forward

-- hazard long-lock: primary_key public.a.a_pkey: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key public.a.a_pkey: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT a_pkey,
    ADD CONSTRAINT a_pkey PRIMARY KEY (y, x);

-- backward

-- hazard long-lock: primary_key public.a.a_pkey: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key public.a.a_pkey: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT a_pkey,
    ADD CONSTRAINT a_pkey PRIMARY KEY (x);
