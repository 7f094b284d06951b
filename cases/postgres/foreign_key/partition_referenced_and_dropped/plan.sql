-- forward

-- hazard may-fail: partition public.a_2: rows that foreign keys refer to stop it
-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2, ACCESS EXCLUSIVE on public.b
ALTER TABLE ONLY public.a DETACH PARTITION public.a_2;

-- hazard data-loss: table public.a_2: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.a_2
DROP TABLE public.a_2;

-- backward

CREATE TABLE public.a_2 (
    id integer NOT NULL,
    CONSTRAINT a_2_pkey PRIMARY KEY (id)
);

-- hazard may-fail: partition public.a_2: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2, SHARE ROW EXCLUSIVE on public.b
ALTER TABLE ONLY public.a ATTACH PARTITION public.a_2 FOR VALUES FROM (10) TO (20);

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2
ALTER INDEX public.a_pkey ATTACH PARTITION public.a_2_pkey;
