-- forward

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a
ALTER TABLE public.b DROP CONSTRAINT b_a_fkey;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT a_code_key;

-- alone: cannot run inside a transaction
-- hazard may-fail: primary_key public.a.a_pkey: rows that break the constraint stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a
CREATE UNIQUE INDEX CONCURRENTLY a_pkey_new ON public.a USING btree (code);

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT a_pkey,
    ADD CONSTRAINT a_pkey PRIMARY KEY USING INDEX a_pkey_new;

-- alone: cannot run inside a transaction
-- hazard may-fail: unique public.a.a_id_key: rows that break the constraint stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a
CREATE UNIQUE INDEX CONCURRENTLY a_id_key ON public.a USING btree (id);

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ADD CONSTRAINT a_id_key UNIQUE USING INDEX a_id_key;

-- locks SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.b ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES public.a(code) NOT VALID;

-- apart: in a transaction of its own, so that no other lock is held meanwhile
-- hazard may-fail: foreign_key public.b.b_a_fkey: rows without a partner stop it
-- locks SHARE UPDATE EXCLUSIVE on public.b
BEGIN;
ALTER TABLE public.b VALIDATE CONSTRAINT b_a_fkey;
COMMIT;

-- backward

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a
ALTER TABLE public.b DROP CONSTRAINT b_a_fkey;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT a_id_key;

-- alone: cannot run inside a transaction
-- hazard may-fail: primary_key public.a.a_pkey: rows that break the constraint stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a
CREATE UNIQUE INDEX CONCURRENTLY a_pkey_new ON public.a USING btree (id);

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT a_pkey,
    ADD CONSTRAINT a_pkey PRIMARY KEY USING INDEX a_pkey_new;

-- alone: cannot run inside a transaction
-- hazard may-fail: unique public.a.a_code_key: rows that break the constraint stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a
CREATE UNIQUE INDEX CONCURRENTLY a_code_key ON public.a USING btree (code);

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ADD CONSTRAINT a_code_key UNIQUE USING INDEX a_code_key;

-- locks SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.b ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES public.a(id) NOT VALID;

-- apart: in a transaction of its own, so that no other lock is held meanwhile
-- hazard may-fail: foreign_key public.b.b_a_fkey: rows without a partner stop it
-- locks SHARE UPDATE EXCLUSIVE on public.b
BEGIN;
ALTER TABLE public.b VALIDATE CONSTRAINT b_a_fkey;
COMMIT;
