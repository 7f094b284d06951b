-- forward

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1, ACCESS EXCLUSIVE on public.a_2
ALTER TABLE public.b DROP CONSTRAINT b_a_fkey;

-- hazard may-fail: partition public.a_1: rows that foreign keys refer to stop it
-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1, ACCESS EXCLUSIVE on public.b
ALTER TABLE ONLY public.a DETACH PARTITION public.a_1;

-- hazard may-fail: partition public.a_2: rows that foreign keys refer to stop it
-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2, ACCESS EXCLUSIVE on public.b
ALTER TABLE ONLY public.a DETACH PARTITION public.a_2;

-- locks ACCESS EXCLUSIVE on public.a_1
DROP INDEX public.a_1_x_idx;

-- locks ACCESS EXCLUSIVE on public.a_2
DROP INDEX public.a_2_x_idx;

-- hazard rewrite: column public.a_1.id: its values are converted from integer to bigint
-- hazard may-fail: column public.a_1.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a_1
ALTER TABLE public.a_1 DROP CONSTRAINT a_1_pkey,
    ALTER COLUMN id TYPE bigint USING id::bigint;

-- hazard rewrite: column public.a_2.id: its values are converted from integer to bigint
-- hazard may-fail: column public.a_2.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a_2
ALTER TABLE public.a_2 DROP CONSTRAINT a_2_pkey,
    ALTER COLUMN id TYPE bigint USING id::bigint;

-- hazard rewrite: column public.b.a: its values are converted from integer to bigint
-- hazard may-fail: column public.b.a: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.b
ALTER TABLE public.b ALTER COLUMN a TYPE bigint USING a::bigint;

-- locks ACCESS EXCLUSIVE on public.a
DROP TABLE public.a;

CREATE TABLE public.a (
    id bigint CONSTRAINT a_id_not_null NOT NULL,
    x text,
    CONSTRAINT a_pkey PRIMARY KEY (id)
)
PARTITION BY RANGE (id);

-- hazard long-lock: primary_key public.a_1.a_1_pkey: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key public.a_1.a_1_pkey: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a_1
ALTER TABLE public.a_1 ADD CONSTRAINT a_1_pkey PRIMARY KEY (id);

-- hazard long-lock: primary_key public.a_2.a_2_pkey: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key public.a_2.a_2_pkey: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a_2
ALTER TABLE public.a_2 ADD CONSTRAINT a_2_pkey PRIMARY KEY (id);

-- locks SHARE on public.a
CREATE INDEX a_x ON ONLY public.a USING btree (x);

-- hazard long-lock: index public.a_1_x_idx: writers wait while it is built
-- locks SHARE on public.a_1
CREATE INDEX a_1_x_idx ON public.a_1 USING btree (x);

-- hazard may-fail: partition public.a_1: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1, SHARE ROW EXCLUSIVE on public.b
ALTER TABLE ONLY public.a ATTACH PARTITION public.a_1 FOR VALUES FROM ('1') TO ('10');

-- hazard long-lock: index public.a_2_x_idx: writers wait while it is built
-- locks SHARE on public.a_2
CREATE INDEX a_2_x_idx ON public.a_2 USING btree (x);

-- hazard may-fail: partition public.a_2: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2, SHARE ROW EXCLUSIVE on public.b
ALTER TABLE ONLY public.a ATTACH PARTITION public.a_2 FOR VALUES FROM ('10') TO ('20');

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1
ALTER INDEX public.a_pkey ATTACH PARTITION public.a_1_pkey;

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1
ALTER INDEX public.a_x ATTACH PARTITION public.a_1_x_idx;

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2
ALTER INDEX public.a_pkey ATTACH PARTITION public.a_2_pkey;

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2
ALTER INDEX public.a_x ATTACH PARTITION public.a_2_x_idx;

-- hazard may-fail: foreign_key public.b.b_a_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.b_a_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a, SHARE ROW EXCLUSIVE on public.a_1, SHARE ROW EXCLUSIVE on public.a_2
ALTER TABLE public.b ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES public.a(id);

-- backward

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1, ACCESS EXCLUSIVE on public.a_2
ALTER TABLE public.b DROP CONSTRAINT b_a_fkey;

-- hazard may-fail: partition public.a_1: rows that foreign keys refer to stop it
-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1, ACCESS EXCLUSIVE on public.b
ALTER TABLE ONLY public.a DETACH PARTITION public.a_1;

-- hazard may-fail: partition public.a_2: rows that foreign keys refer to stop it
-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2, ACCESS EXCLUSIVE on public.b
ALTER TABLE ONLY public.a DETACH PARTITION public.a_2;

-- locks ACCESS EXCLUSIVE on public.a_1
DROP INDEX public.a_1_x_idx;

-- locks ACCESS EXCLUSIVE on public.a_2
DROP INDEX public.a_2_x_idx;

-- hazard rewrite: column public.a_1.id: its values are converted from bigint to integer
-- hazard may-fail: column public.a_1.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a_1
ALTER TABLE public.a_1 DROP CONSTRAINT a_1_pkey,
    ALTER COLUMN id TYPE integer USING id::integer;

-- hazard rewrite: column public.a_2.id: its values are converted from bigint to integer
-- hazard may-fail: column public.a_2.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a_2
ALTER TABLE public.a_2 DROP CONSTRAINT a_2_pkey,
    ALTER COLUMN id TYPE integer USING id::integer;

-- hazard rewrite: column public.b.a: its values are converted from bigint to integer
-- hazard may-fail: column public.b.a: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.b
ALTER TABLE public.b ALTER COLUMN a TYPE integer USING a::integer;

-- locks ACCESS EXCLUSIVE on public.a
DROP TABLE public.a;

CREATE TABLE public.a (
    id integer CONSTRAINT a_id_not_null NOT NULL,
    x text,
    CONSTRAINT a_pkey PRIMARY KEY (id)
)
PARTITION BY RANGE (id);

-- hazard long-lock: primary_key public.a_1.a_1_pkey: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key public.a_1.a_1_pkey: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a_1
ALTER TABLE public.a_1 ADD CONSTRAINT a_1_pkey PRIMARY KEY (id);

-- hazard long-lock: primary_key public.a_2.a_2_pkey: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key public.a_2.a_2_pkey: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a_2
ALTER TABLE public.a_2 ADD CONSTRAINT a_2_pkey PRIMARY KEY (id);

-- locks SHARE on public.a
CREATE INDEX a_x ON ONLY public.a USING btree (x);

-- hazard long-lock: index public.a_1_x_idx: writers wait while it is built
-- locks SHARE on public.a_1
CREATE INDEX a_1_x_idx ON public.a_1 USING btree (x);

-- hazard may-fail: partition public.a_1: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1, SHARE ROW EXCLUSIVE on public.b
ALTER TABLE ONLY public.a ATTACH PARTITION public.a_1 FOR VALUES FROM (1) TO (10);

-- hazard long-lock: index public.a_2_x_idx: writers wait while it is built
-- locks SHARE on public.a_2
CREATE INDEX a_2_x_idx ON public.a_2 USING btree (x);

-- hazard may-fail: partition public.a_2: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2, SHARE ROW EXCLUSIVE on public.b
ALTER TABLE ONLY public.a ATTACH PARTITION public.a_2 FOR VALUES FROM (10) TO (20);

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1
ALTER INDEX public.a_pkey ATTACH PARTITION public.a_1_pkey;

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1
ALTER INDEX public.a_x ATTACH PARTITION public.a_1_x_idx;

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2
ALTER INDEX public.a_pkey ATTACH PARTITION public.a_2_pkey;

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2
ALTER INDEX public.a_x ATTACH PARTITION public.a_2_x_idx;

-- hazard may-fail: foreign_key public.b.b_a_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.b_a_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a, SHARE ROW EXCLUSIVE on public.a_1, SHARE ROW EXCLUSIVE on public.a_2
ALTER TABLE public.b ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES public.a(id);
