-- forward

-- hazard may-fail: foreign_key public.b.b_a: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.b_a: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a, SHARE ROW EXCLUSIVE on public.b_1, SHARE ROW EXCLUSIVE on public.b_2
ALTER TABLE public.b ADD CONSTRAINT b_a FOREIGN KEY (a) REFERENCES public.a(id) ON DELETE CASCADE;

-- backward

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.b_1, ACCESS EXCLUSIVE on public.b_2
ALTER TABLE public.b DROP CONSTRAINT b_a;
