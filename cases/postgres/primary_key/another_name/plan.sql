-- forward

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a
ALTER TABLE public.b DROP CONSTRAINT b_a_fkey;

-- hazard long-lock: primary_key public.a.other_name: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key public.a.other_name: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT one_name,
    ADD CONSTRAINT other_name PRIMARY KEY (id);

-- hazard may-fail: foreign_key public.b.b_a_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.b_a_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.b ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES public.a(id);

-- backward

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a
ALTER TABLE public.b DROP CONSTRAINT b_a_fkey;

-- hazard long-lock: primary_key public.a.one_name: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key public.a.one_name: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT other_name,
    ADD CONSTRAINT one_name PRIMARY KEY (id);

-- hazard may-fail: foreign_key public.b.b_a_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.b_a_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.b ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES public.a(id);
