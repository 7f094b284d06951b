-- forward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE ONLY public.a ADD CONSTRAINT a_pkey PRIMARY KEY (id, day),
    ADD CONSTRAINT a_once UNIQUE (other, day);

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1, ACCESS EXCLUSIVE on public.a_2
ALTER TABLE public.a ADD CONSTRAINT a_positive CHECK ((id > 0)) NOT VALID;

-- apart: in a transaction of its own, so that no other lock is held meanwhile
-- hazard may-fail: check public.a.a_positive: rows that break the constraint stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, SHARE UPDATE EXCLUSIVE on public.a_1, SHARE UPDATE EXCLUSIVE on public.a_2
BEGIN;
ALTER TABLE public.a VALIDATE CONSTRAINT a_positive;
COMMIT;

-- alone: cannot run inside a transaction
-- hazard may-fail: primary_key public.a_1.a_1_pkey: rows that break the constraint stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a_1
CREATE UNIQUE INDEX CONCURRENTLY a_1_pkey ON public.a_1 USING btree (id, day);

-- locks ACCESS EXCLUSIVE on public.a_1
ALTER TABLE public.a_1 ADD CONSTRAINT a_1_pkey PRIMARY KEY USING INDEX a_1_pkey;

-- alone: cannot run inside a transaction
-- hazard may-fail: unique public.a_1.a_1_other_day_key: rows that break the constraint stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a_1
CREATE UNIQUE INDEX CONCURRENTLY a_1_other_day_key ON public.a_1 USING btree (other, day);

-- locks ACCESS EXCLUSIVE on public.a_1
ALTER TABLE public.a_1 ADD CONSTRAINT a_1_other_day_key UNIQUE USING INDEX a_1_other_day_key;

-- alone: cannot run inside a transaction
-- hazard may-fail: primary_key public.a_2.a_2_pkey: rows that break the constraint stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a_2
CREATE UNIQUE INDEX CONCURRENTLY a_2_pkey ON public.a_2 USING btree (id, day);

-- locks ACCESS EXCLUSIVE on public.a_2
ALTER TABLE public.a_2 ADD CONSTRAINT a_2_pkey PRIMARY KEY USING INDEX a_2_pkey;

-- alone: cannot run inside a transaction
-- hazard may-fail: unique public.a_2.a_2_other_day_key: rows that break the constraint stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a_2
CREATE UNIQUE INDEX CONCURRENTLY a_2_other_day_key ON public.a_2 USING btree (other, day);

-- locks ACCESS EXCLUSIVE on public.a_2
ALTER TABLE public.a_2 ADD CONSTRAINT a_2_other_day_key UNIQUE USING INDEX a_2_other_day_key;

-- locks SHARE on public.a
CREATE INDEX a_other ON ONLY public.a USING btree (other) WHERE (other > 5);

-- alone: cannot run inside a transaction
-- locks SHARE UPDATE EXCLUSIVE on public.a_1
CREATE INDEX CONCURRENTLY a_1_other_idx ON public.a_1 USING btree (other) WHERE (other > 5);

-- alone: cannot run inside a transaction
-- locks SHARE UPDATE EXCLUSIVE on public.a_2
CREATE INDEX CONCURRENTLY a_2_other_idx ON public.a_2 USING btree (other) WHERE (other > 5);

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

-- as plain
