-- forward

-- alone: cannot run inside a transaction
-- hazard may-fail: unique public.a.x: rows that break the constraint stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a
CREATE UNIQUE INDEX CONCURRENTLY x_new ON public.a USING btree (b);

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT x,
    ADD CONSTRAINT x UNIQUE USING INDEX x_new DEFERRABLE INITIALLY DEFERRED;

-- alone: cannot run inside a transaction
-- hazard may-fail: unique public.a.y: rows that break the constraint stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a
CREATE UNIQUE INDEX CONCURRENTLY y_new ON public.a USING btree (c);

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT y,
    ADD CONSTRAINT y UNIQUE USING INDEX y_new;

-- alone: cannot run inside a transaction
-- hazard may-fail: unique public.a.z: rows that break the constraint stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a
CREATE UNIQUE INDEX CONCURRENTLY z_new ON public.a USING btree (d);

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT z,
    ADD CONSTRAINT z UNIQUE USING INDEX z_new DEFERRABLE;

-- backward

-- alone: cannot run inside a transaction
-- hazard may-fail: unique public.a.x: rows that break the constraint stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a
CREATE UNIQUE INDEX CONCURRENTLY x_new ON public.a USING btree (b);

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT x,
    ADD CONSTRAINT x UNIQUE USING INDEX x_new;

-- alone: cannot run inside a transaction
-- hazard may-fail: unique public.a.y: rows that break the constraint stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a
CREATE UNIQUE INDEX CONCURRENTLY y_new ON public.a USING btree (c);

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT y,
    ADD CONSTRAINT y UNIQUE USING INDEX y_new DEFERRABLE;

-- alone: cannot run inside a transaction
-- hazard may-fail: unique public.a.z: rows that break the constraint stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a
CREATE UNIQUE INDEX CONCURRENTLY z_new ON public.a USING btree (d);

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT z,
    ADD CONSTRAINT z UNIQUE USING INDEX z_new DEFERRABLE INITIALLY DEFERRED;
