-- forward

-- hazard may-fail: check public.a.a_b_check: rows that break the constraint stop it
-- hazard long-lock: check public.a.a_b_check: all rows are read while everyone waits
-- hazard may-fail: check public.a.a_c_check: rows that break the constraint stop it
-- hazard long-lock: check public.a.a_c_check: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT a_c_check,
    ADD CONSTRAINT a_b_check CHECK (public.fits(b)),
    ADD CONSTRAINT a_c_check CHECK (public.fits(c));

-- backward

-- hazard may-fail: check public.a.a_c_check: rows that break the constraint stop it
-- hazard long-lock: check public.a.a_c_check: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT a_b_check,
    DROP CONSTRAINT a_c_check,
    ADD CONSTRAINT a_c_check CHECK ((c > 0));
