-- forward

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a
ALTER TABLE public.b DROP CONSTRAINT b_a;

-- hazard long-lock: unique public.a.a_xy: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a.a_xy: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT a_xy,
    ADD CONSTRAINT a_xy UNIQUE (x, y) INCLUDE (id);

-- hazard may-fail: foreign_key public.b.b_a: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.b_a: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.b ADD CONSTRAINT b_a FOREIGN KEY (x, y) REFERENCES public.a(x, y);

-- backward

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a
ALTER TABLE public.b DROP CONSTRAINT b_a;

-- hazard long-lock: unique public.a.a_xy: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a.a_xy: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT a_xy,
    ADD CONSTRAINT a_xy UNIQUE (x, y);

-- hazard may-fail: foreign_key public.b.b_a: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.b_a: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.b ADD CONSTRAINT b_a FOREIGN KEY (x, y) REFERENCES public.a(x, y);
