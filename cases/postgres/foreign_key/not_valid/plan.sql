-- forward

-- hazard may-fail: foreign_key public.b.fy: rows without a partner stop it
-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a, SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a, SHARE UPDATE EXCLUSIVE on public.b
ALTER TABLE public.b DROP CONSTRAINT fx,
    ADD CONSTRAINT fx FOREIGN KEY (x) REFERENCES public.a(id) NOT VALID,
    VALIDATE CONSTRAINT fy;

-- backward

-- hazard may-fail: foreign_key public.b.fx: rows without a partner stop it
-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a, SHARE UPDATE EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.b DROP CONSTRAINT fy,
    VALIDATE CONSTRAINT fx,
    ADD CONSTRAINT fy FOREIGN KEY (y) REFERENCES public.a(id) NOT VALID;
