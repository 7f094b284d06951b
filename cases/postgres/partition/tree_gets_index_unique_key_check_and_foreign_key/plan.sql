-- forward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE ONLY public.a ADD CONSTRAINT a_pkey PRIMARY KEY (id, day),
    ADD CONSTRAINT a_once UNIQUE (other, day);

-- hazard may-fail: check public.a.a_positive: rows that break the constraint stop it
-- hazard long-lock: check public.a.a_positive: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1, ACCESS EXCLUSIVE on public.a_2
ALTER TABLE public.a ADD CONSTRAINT a_positive CHECK ((id > 0));

-- hazard long-lock: primary_key public.a_1.a_1_pkey: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key public.a_1.a_1_pkey: rows that break the constraint stop it
-- hazard long-lock: unique public.a_1.a_1_other_day_key: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a_1.a_1_other_day_key: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a_1
ALTER TABLE public.a_1 ADD CONSTRAINT a_1_pkey PRIMARY KEY (id, day),
    ADD CONSTRAINT a_1_other_day_key UNIQUE (other, day);

-- hazard long-lock: primary_key public.a_2.a_2_pkey: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key public.a_2.a_2_pkey: rows that break the constraint stop it
-- hazard long-lock: unique public.a_2.a_2_other_day_key: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a_2.a_2_other_day_key: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a_2
ALTER TABLE public.a_2 ADD CONSTRAINT a_2_pkey PRIMARY KEY (id, day),
    ADD CONSTRAINT a_2_other_day_key UNIQUE (other, day);

-- locks SHARE on public.a
CREATE INDEX a_other ON ONLY public.a USING btree (other) WHERE (other > 5);

-- hazard long-lock: index public.a_1_other_idx: writers wait while it is built
-- locks SHARE on public.a_1
CREATE INDEX a_1_other_idx ON public.a_1 USING btree (other) WHERE (other > 5);

-- hazard long-lock: index public.a_2_other_idx: writers wait while it is built
-- locks SHARE on public.a_2
CREATE INDEX a_2_other_idx ON public.a_2 USING btree (other) WHERE (other > 5);

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1
ALTER INDEX public.a_once ATTACH PARTITION public.a_1_other_day_key;

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1
ALTER INDEX public.a_other ATTACH PARTITION public.a_1_other_idx;

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1
ALTER INDEX public.a_pkey ATTACH PARTITION public.a_1_pkey;

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2
ALTER INDEX public.a_once ATTACH PARTITION public.a_2_other_day_key;

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2
ALTER INDEX public.a_other ATTACH PARTITION public.a_2_other_idx;

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2
ALTER INDEX public.a_pkey ATTACH PARTITION public.a_2_pkey;

-- hazard may-fail: foreign_key public.a.a_other_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.a.a_other_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.a, SHARE ROW EXCLUSIVE on public.other, SHARE ROW EXCLUSIVE on public.a_1, SHARE ROW EXCLUSIVE on public.a_2
ALTER TABLE public.a ADD CONSTRAINT a_other_fkey FOREIGN KEY (other) REFERENCES public.other(id);

-- backward

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1, ACCESS EXCLUSIVE on public.a_2
DROP INDEX public.a_other;

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.other, ACCESS EXCLUSIVE on public.a_1, ACCESS EXCLUSIVE on public.a_2
ALTER TABLE public.a DROP CONSTRAINT a_other_fkey,
    DROP CONSTRAINT a_positive,
    DROP CONSTRAINT a_pkey,
    DROP CONSTRAINT a_once;
