-- forward

-- hazard may-fail: foreign_key public.b.f: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.f: all rows are checked while writers of both tables wait
-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a, SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.b DROP CONSTRAINT f,
    ADD CONSTRAINT f FOREIGN KEY (tenant, a) REFERENCES public.a(tenant, id) ON DELETE SET NULL (a);

-- backward

-- hazard may-fail: foreign_key public.b.f: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.f: all rows are checked while writers of both tables wait
-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a, SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.b DROP CONSTRAINT f,
    ADD CONSTRAINT f FOREIGN KEY (tenant, a) REFERENCES public.a(tenant, id);
