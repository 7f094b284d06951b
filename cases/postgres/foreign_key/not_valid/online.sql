-- forward

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a, SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.b DROP CONSTRAINT fx,
    ADD CONSTRAINT fx FOREIGN KEY (x) REFERENCES public.a(id) NOT VALID;

-- apart: in a transaction of its own, so that no other lock is held meanwhile
-- hazard may-fail: foreign_key public.b.fy: rows without a partner stop it
-- locks SHARE UPDATE EXCLUSIVE on public.b
BEGIN;
ALTER TABLE public.b VALIDATE CONSTRAINT fy;
COMMIT;

-- backward

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a
ALTER TABLE public.b DROP CONSTRAINT fy;

-- apart: in a transaction of its own, so that no other lock is held meanwhile
-- hazard may-fail: foreign_key public.b.fx: rows without a partner stop it
-- locks SHARE UPDATE EXCLUSIVE on public.b
BEGIN;
ALTER TABLE public.b VALIDATE CONSTRAINT fx;
COMMIT;

-- locks SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.b ADD CONSTRAINT fy FOREIGN KEY (y) REFERENCES public.a(id) NOT VALID;
