-- forward

-- hazard may-fail: foreign_key public.b_1.own: rows without a partner stop it
-- hazard long-lock: foreign_key public.b_1.own: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.b_1, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.b_1 ADD CONSTRAINT own FOREIGN KEY (a) REFERENCES public.a(id);

-- backward

-- locks ACCESS EXCLUSIVE on public.b_1, ACCESS EXCLUSIVE on public.a
ALTER TABLE public.b_1 DROP CONSTRAINT own;
