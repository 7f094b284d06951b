-- forward

-- hazard may-fail: foreign_key public.c.f: rows without a partner stop it
-- hazard long-lock: foreign_key public.c.f: all rows are checked while writers of both tables wait
-- locks ACCESS EXCLUSIVE on public.c, ACCESS EXCLUSIVE on public.a, SHARE ROW EXCLUSIVE on public.c, SHARE ROW EXCLUSIVE on public.b
ALTER TABLE public.c DROP CONSTRAINT f,
    ADD CONSTRAINT f FOREIGN KEY (x) REFERENCES public.b(id);

-- hazard data-loss: table public.a: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.a
DROP TABLE public.a;

-- backward

-- locks ACCESS EXCLUSIVE on public.c, ACCESS EXCLUSIVE on public.b
ALTER TABLE public.c DROP CONSTRAINT f;

CREATE TABLE public.a (
    id integer NOT NULL,
    CONSTRAINT a_pkey PRIMARY KEY (id)
);

-- hazard may-fail: foreign_key public.c.f: rows without a partner stop it
-- hazard long-lock: foreign_key public.c.f: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.c, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.c ADD CONSTRAINT f FOREIGN KEY (x) REFERENCES public.a(id);
