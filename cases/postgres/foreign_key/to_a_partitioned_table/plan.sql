-- forward

CREATE TABLE public.a_2 (
    id integer NOT NULL,
    CONSTRAINT a_2_pkey PRIMARY KEY (id)
);

-- hazard may-fail: partition public.a_2: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2, SHARE ROW EXCLUSIVE on public.b
ALTER TABLE ONLY public.a ATTACH PARTITION public.a_2 FOR VALUES FROM (10) TO (20);

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2
ALTER INDEX public.a_pkey ATTACH PARTITION public.a_2_pkey;

-- hazard may-fail: foreign_key public.b.b_a: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.b_a: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a, SHARE ROW EXCLUSIVE on public.a_1, SHARE ROW EXCLUSIVE on public.a_2
ALTER TABLE public.b ADD CONSTRAINT b_a FOREIGN KEY (a) REFERENCES public.a(id);

-- backward

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1, ACCESS EXCLUSIVE on public.a_2
ALTER TABLE public.b DROP CONSTRAINT b_a;

-- hazard may-fail: partition public.a_2: rows that foreign keys refer to stop it
-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2, ACCESS EXCLUSIVE on public.b
ALTER TABLE ONLY public.a DETACH PARTITION public.a_2;

-- hazard data-loss: table public.a_2: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.a_2
DROP TABLE public.a_2;
