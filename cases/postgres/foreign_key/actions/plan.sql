-- forward

-- hazard may-fail: foreign_key public.b.fv: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.fv: all rows are checked while writers of both tables wait
-- hazard may-fail: foreign_key public.b.fw: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.fw: all rows are checked while writers of both tables wait
-- hazard may-fail: foreign_key public.b.fx: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.fx: all rows are checked while writers of both tables wait
-- hazard may-fail: foreign_key public.b.fy: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.fy: all rows are checked while writers of both tables wait
-- hazard may-fail: foreign_key public.b.fz: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.fz: all rows are checked while writers of both tables wait
-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a, SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.b DROP CONSTRAINT fv,
    DROP CONSTRAINT fw,
    DROP CONSTRAINT fx,
    DROP CONSTRAINT fy,
    DROP CONSTRAINT fz,
    ADD CONSTRAINT fv FOREIGN KEY (v) REFERENCES public.a(id) ON DELETE CASCADE,
    ADD CONSTRAINT fw FOREIGN KEY (w) REFERENCES public.a(id) ON DELETE SET NULL,
    ADD CONSTRAINT fx FOREIGN KEY (x) REFERENCES public.a(id) ON UPDATE SET NULL,
    ADD CONSTRAINT fy FOREIGN KEY (y) REFERENCES public.a(id),
    ADD CONSTRAINT fz FOREIGN KEY (z) REFERENCES public.a(id) ON UPDATE SET DEFAULT;

-- backward

-- hazard may-fail: foreign_key public.b.fv: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.fv: all rows are checked while writers of both tables wait
-- hazard may-fail: foreign_key public.b.fw: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.fw: all rows are checked while writers of both tables wait
-- hazard may-fail: foreign_key public.b.fx: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.fx: all rows are checked while writers of both tables wait
-- hazard may-fail: foreign_key public.b.fy: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.fy: all rows are checked while writers of both tables wait
-- hazard may-fail: foreign_key public.b.fz: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.fz: all rows are checked while writers of both tables wait
-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a, SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.b DROP CONSTRAINT fv,
    DROP CONSTRAINT fw,
    DROP CONSTRAINT fx,
    DROP CONSTRAINT fy,
    DROP CONSTRAINT fz,
    ADD CONSTRAINT fv FOREIGN KEY (v) REFERENCES public.a(id),
    ADD CONSTRAINT fw FOREIGN KEY (w) REFERENCES public.a(id) ON DELETE CASCADE,
    ADD CONSTRAINT fx FOREIGN KEY (x) REFERENCES public.a(id) ON UPDATE CASCADE ON DELETE SET NULL,
    ADD CONSTRAINT fy FOREIGN KEY (y) REFERENCES public.a(id) ON DELETE SET DEFAULT,
    ADD CONSTRAINT fz FOREIGN KEY (z) REFERENCES public.a(id) ON UPDATE RESTRICT ON DELETE RESTRICT;
