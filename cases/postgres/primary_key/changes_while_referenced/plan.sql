-- forward

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a
ALTER TABLE public.b DROP CONSTRAINT b_a_fkey;

-- hazard long-lock: primary_key public.a.a_pkey: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key public.a.a_pkey: rows that break the constraint stop it
-- hazard long-lock: unique public.a.a_id_key: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a.a_id_key: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT a_pkey,
    DROP CONSTRAINT a_code_key,
    ADD CONSTRAINT a_pkey PRIMARY KEY (code),
    ADD CONSTRAINT a_id_key UNIQUE (id);

-- hazard may-fail: foreign_key public.b.b_a_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.b_a_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.b ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES public.a(code);

-- backward

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a
ALTER TABLE public.b DROP CONSTRAINT b_a_fkey;

-- hazard long-lock: primary_key public.a.a_pkey: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key public.a.a_pkey: rows that break the constraint stop it
-- hazard long-lock: unique public.a.a_code_key: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a.a_code_key: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT a_pkey,
    DROP CONSTRAINT a_id_key,
    ADD CONSTRAINT a_pkey PRIMARY KEY (id),
    ADD CONSTRAINT a_code_key UNIQUE (code);

-- hazard may-fail: foreign_key public.b.b_a_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.b_a_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.b ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES public.a(id);
