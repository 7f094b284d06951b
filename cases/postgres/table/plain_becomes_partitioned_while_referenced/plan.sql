-- forward

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_0, ACCESS EXCLUSIVE on public.a_1
ALTER TABLE public.b DROP CONSTRAINT b_a_fkey;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT a_pkey;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a RENAME TO a_before;

CREATE TABLE public.a (
    id integer CONSTRAINT a_id_not_null NOT NULL,
    CONSTRAINT a_pkey PRIMARY KEY (id)
)
PARTITION BY HASH (id);

CREATE TABLE public.a_0 (
    id integer NOT NULL,
    CONSTRAINT a_0_pkey PRIMARY KEY (id)
);

CREATE TABLE public.a_1 (
    id integer NOT NULL,
    CONSTRAINT a_1_pkey PRIMARY KEY (id)
);

-- hazard may-fail: partition public.a_0: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_0, SHARE ROW EXCLUSIVE on public.b
ALTER TABLE ONLY public.a ATTACH PARTITION public.a_0 FOR VALUES WITH (modulus 2, remainder 0);

-- hazard may-fail: partition public.a_1: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1, SHARE ROW EXCLUSIVE on public.b
ALTER TABLE ONLY public.a ATTACH PARTITION public.a_1 FOR VALUES WITH (modulus 2, remainder 1);

-- hazard may-fail: table public.a: a row that does not fit the new table stops it
-- hazard long-lock: table public.a: everyone waits while the rows are copied into the new table
INSERT INTO public.a (id) OVERRIDING SYSTEM VALUE SELECT id FROM public.a_before;

-- locks ACCESS EXCLUSIVE on public.a_before
DROP TABLE public.a_before;

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_0
ALTER INDEX public.a_pkey ATTACH PARTITION public.a_0_pkey;

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1
ALTER INDEX public.a_pkey ATTACH PARTITION public.a_1_pkey;

-- hazard may-fail: foreign_key public.b.b_a_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.b_a_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a, SHARE ROW EXCLUSIVE on public.a_0, SHARE ROW EXCLUSIVE on public.a_1
ALTER TABLE public.b ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES public.a(id);

-- backward

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_0, ACCESS EXCLUSIVE on public.a_1
ALTER TABLE public.b DROP CONSTRAINT b_a_fkey;

-- hazard may-fail: partition public.a_0: rows that foreign keys refer to stop it
-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_0, ACCESS EXCLUSIVE on public.b
ALTER TABLE ONLY public.a DETACH PARTITION public.a_0;

-- hazard may-fail: partition public.a_1: rows that foreign keys refer to stop it
-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1, ACCESS EXCLUSIVE on public.b
ALTER TABLE ONLY public.a DETACH PARTITION public.a_1;

-- locks ACCESS EXCLUSIVE on public.a_0
ALTER TABLE public.a_0 DROP CONSTRAINT a_0_pkey;

-- locks ACCESS EXCLUSIVE on public.a_0
ALTER TABLE public.a_0 RENAME TO a_0_before;

-- locks ACCESS EXCLUSIVE on public.a_1
ALTER TABLE public.a_1 DROP CONSTRAINT a_1_pkey;

-- locks ACCESS EXCLUSIVE on public.a_1
ALTER TABLE public.a_1 RENAME TO a_1_before;

-- locks ACCESS EXCLUSIVE on public.a
DROP TABLE public.a;

CREATE TABLE public.a (
    id integer CONSTRAINT a_id_not_null NOT NULL,
    CONSTRAINT a_pkey PRIMARY KEY (id)
);

-- hazard may-fail: table public.a: a row that does not fit the new table stops it
-- hazard long-lock: table public.a: everyone waits while the rows are copied into the new table
INSERT INTO public.a (id) OVERRIDING SYSTEM VALUE SELECT id FROM public.a_0_before;

-- hazard may-fail: table public.a: a row that does not fit the new table stops it
-- hazard long-lock: table public.a: everyone waits while the rows are copied into the new table
INSERT INTO public.a (id) OVERRIDING SYSTEM VALUE SELECT id FROM public.a_1_before;

-- locks ACCESS EXCLUSIVE on public.a_1_before
DROP TABLE public.a_1_before;

-- locks ACCESS EXCLUSIVE on public.a_0_before
DROP TABLE public.a_0_before;

-- hazard may-fail: foreign_key public.b.b_a_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.b_a_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a, SHARE ROW EXCLUSIVE on public.a_0, SHARE ROW EXCLUSIVE on public.a_1
ALTER TABLE public.b ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES public.a(id);
