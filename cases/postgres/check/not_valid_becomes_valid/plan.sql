-- forward

-- hazard may-fail: check public.a.x: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a, SHARE UPDATE EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT y,
    VALIDATE CONSTRAINT x,
    ADD CONSTRAINT y CHECK ((c > 0)) NOT VALID;

-- backward

-- hazard may-fail: check public.a.y: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a, SHARE UPDATE EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT x,
    ADD CONSTRAINT x CHECK ((b > 0)) NOT VALID,
    VALIDATE CONSTRAINT y;
