-- forward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT changes,
    DROP CONSTRAINT gone,
    ADD CONSTRAINT changes CHECK ((c > 1)) NOT VALID,
    ADD CONSTRAINT comes CHECK ((b > 0)) NOT VALID;

-- apart: in a transaction of its own, so that no other lock is held meanwhile
-- hazard may-fail: check public.a.changes: rows that break the constraint stop it
-- hazard may-fail: check public.a.comes: rows that break the constraint stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a
BEGIN;
ALTER TABLE public.a VALIDATE CONSTRAINT changes,
    VALIDATE CONSTRAINT comes;
COMMIT;

-- backward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT changes,
    DROP CONSTRAINT comes,
    ADD CONSTRAINT changes CHECK ((c > 0)) NOT VALID,
    ADD CONSTRAINT gone CHECK ((b < 100)) NOT VALID;

-- apart: in a transaction of its own, so that no other lock is held meanwhile
-- hazard may-fail: check public.a.changes: rows that break the constraint stop it
-- hazard may-fail: check public.a.gone: rows that break the constraint stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a
BEGIN;
ALTER TABLE public.a VALIDATE CONSTRAINT changes,
    VALIDATE CONSTRAINT gone;
COMMIT;
