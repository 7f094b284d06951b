-- forward

-- hazard data-loss: column public.a.b: the column and its values are lost
-- hazard data-loss: column public.a.c: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.other
ALTER TABLE public.a DROP CONSTRAINT several,
    DROP COLUMN b,
    DROP COLUMN c;

-- backward

-- hazard long-lock: unique public.a.a_b_c_key: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a.a_b_c_key: rows that break the constraint stop it
-- hazard long-lock: unique public.a.a_b_key: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a.a_b_key: rows that break the constraint stop it
-- hazard may-fail: check public.a.a_c_check: rows that break the constraint stop it
-- hazard long-lock: check public.a.a_c_check: all rows are read while everyone waits
-- hazard may-fail: check public.a.several: rows that break the constraint stop it
-- hazard long-lock: check public.a.several: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ADD COLUMN b integer,
    ADD COLUMN c integer DEFAULT 3,
    ADD CONSTRAINT a_b_c_key UNIQUE (b, c),
    ADD CONSTRAINT a_b_key UNIQUE (b),
    ADD CONSTRAINT a_c_check CHECK ((c > 1)),
    ADD CONSTRAINT several CHECK ((b > id));

-- hazard long-lock: index public.a_b: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_b ON public.a USING btree (b);

-- hazard long-lock: index public.a_bc: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_bc ON public.a USING btree (id, c) INCLUDE (b);

-- hazard long-lock: index public.a_where: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_where ON public.a USING btree (id) WHERE (c > 2);

-- hazard may-fail: foreign_key public.a.a_b_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.a.a_b_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.a, SHARE ROW EXCLUSIVE on public.other
ALTER TABLE public.a ADD CONSTRAINT a_b_fkey FOREIGN KEY (b) REFERENCES public.other(id);
