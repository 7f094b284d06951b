-- forward

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1
DROP INDEX public.a_u;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE ONLY public.a ADD CONSTRAINT a_u UNIQUE (id);

-- hazard long-lock: unique public.a_1.a_1_id_key: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a_1.a_1_id_key: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a_1
ALTER TABLE public.a_1 ADD CONSTRAINT a_1_id_key UNIQUE (id);

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1
ALTER INDEX public.a_u ATTACH PARTITION public.a_1_id_key;

-- backward

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1
ALTER TABLE public.a DROP CONSTRAINT a_u;

-- locks SHARE on public.a
CREATE UNIQUE INDEX a_u ON ONLY public.a USING btree (id);

-- hazard long-lock: index public.a_1_id_idx: writers wait while it is built
-- hazard may-fail: index public.a_1_id_idx: rows that are not unique stop it
-- locks SHARE on public.a_1
CREATE UNIQUE INDEX a_1_id_idx ON public.a_1 USING btree (id);

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1
ALTER INDEX public.a_u ATTACH PARTITION public.a_1_id_idx;
