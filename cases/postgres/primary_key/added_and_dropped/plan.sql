-- forward

-- hazard long-lock: column public.a.id: all rows are read while everyone waits
-- hazard may-fail: column public.a.id: rows where it is null stop it
-- hazard long-lock: primary_key public.a.a_pkey: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key public.a.a_pkey: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id SET NOT NULL,
    ADD CONSTRAINT a_pkey PRIMARY KEY (id);

-- locks ACCESS EXCLUSIVE on public.b
ALTER TABLE public.b DROP CONSTRAINT b_pkey;

-- backward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT a_pkey,
    ALTER COLUMN id DROP NOT NULL;

-- hazard long-lock: primary_key public.b.b_pkey: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key public.b.b_pkey: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.b
ALTER TABLE public.b ADD CONSTRAINT b_pkey PRIMARY KEY (id);
