-- forward

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a
ALTER TABLE public.b DROP CONSTRAINT f;

-- hazard long-lock: primary_key public.a.a_pkey: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key public.a.a_pkey: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT a_pkey,
    ADD CONSTRAINT a_pkey PRIMARY KEY (y, x);

-- hazard may-fail: foreign_key public.b.f: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.f: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.b ADD CONSTRAINT f FOREIGN KEY (x, y) REFERENCES public.a(x, y) MATCH FULL;

-- backward

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a
ALTER TABLE public.b DROP CONSTRAINT f;

-- hazard long-lock: primary_key public.a.a_pkey: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key public.a.a_pkey: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT a_pkey,
    ADD CONSTRAINT a_pkey PRIMARY KEY (x, y);

-- hazard may-fail: foreign_key public.b.f: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.f: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.b ADD CONSTRAINT f FOREIGN KEY (x, y) REFERENCES public.a(x, y);
