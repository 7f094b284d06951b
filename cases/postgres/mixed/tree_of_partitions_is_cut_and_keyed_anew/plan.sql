-- forward

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

-- locks ACCESS EXCLUSIVE on public.pa1
DROP INDEX public.pa1_x;

-- locks ACCESS EXCLUSIVE on public.r, ACCESS EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.pa, ACCESS EXCLUSIVE on public.pa1, ACCESS EXCLUSIVE on public.pb
ALTER TABLE public.r DROP CONSTRAINT r_id_k_fkey;

-- hazard may-fail: partition public.pa: rows that foreign keys refer to stop it
-- locks ACCESS EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.pa, ACCESS EXCLUSIVE on public.r, ACCESS EXCLUSIVE on public.pa1, ACCESS EXCLUSIVE on public.pb
ALTER TABLE ONLY public.p DETACH PARTITION public.pa;

-- hazard may-fail: partition public.pa1: rows that foreign keys refer to stop it
-- locks ACCESS EXCLUSIVE on public.pa, ACCESS EXCLUSIVE on public.pa1, ACCESS EXCLUSIVE on public.r
ALTER TABLE ONLY public.pa DETACH PARTITION public.pa1;

-- hazard may-fail: partition public.pb: rows that foreign keys refer to stop it
-- locks ACCESS EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.pb, ACCESS EXCLUSIVE on public.r
ALTER TABLE ONLY public.p DETACH PARTITION public.pb;

-- locks ACCESS EXCLUSIVE on public.pa1
DROP INDEX public.pa1_k_id_idx;

-- locks ACCESS EXCLUSIVE on public.pb
DROP INDEX public.pb_k_id_idx;

-- hazard rewrite: column public.pa1.id: its values are converted from integer to bigint
-- hazard may-fail: column public.pa1.id: a value that does not convert stops it
-- hazard rewrite: column public.pa1.k: its values are converted from text to character varying(10)
-- hazard may-fail: column public.pa1.k: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.pa1
ALTER TABLE public.pa1 DROP CONSTRAINT pa1_pkey,
    ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN k TYPE character varying(10) USING k::character varying(10);

-- hazard rewrite: column public.pb.id: its values are converted from integer to bigint
-- hazard may-fail: column public.pb.id: a value that does not convert stops it
-- hazard rewrite: column public.pb.k: its values are converted from text to character varying(10)
-- hazard may-fail: column public.pb.k: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.pb
ALTER TABLE public.pb DROP CONSTRAINT pb_pkey,
    ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN k TYPE character varying(10) USING k::character varying(10);

-- hazard rewrite: column public.r.id: its values are converted from integer to bigint
-- hazard may-fail: column public.r.id: a value that does not convert stops it
-- hazard rewrite: column public.r.k: its values are converted from text to character varying(10)
-- hazard may-fail: column public.r.k: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.r
ALTER TABLE public.r ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN k TYPE character varying(10) USING k::character varying(10);

-- locks ACCESS EXCLUSIVE on public.pa
DROP TABLE public.pa;

CREATE TABLE public.pa (
    id bigint CONSTRAINT pa_id_not_null NOT NULL,
    k character varying(10) CONSTRAINT pa_k_not_null NOT NULL,
    CONSTRAINT pa_pkey PRIMARY KEY (id, k)
)
PARTITION BY RANGE (id);

-- hazard long-lock: primary_key public.pa1.pa1_pkey: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key public.pa1.pa1_pkey: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.pa1
ALTER TABLE public.pa1 ADD CONSTRAINT pa1_pkey PRIMARY KEY (id, k);

-- hazard long-lock: primary_key public.pb.pb_pkey: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key public.pb.pb_pkey: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.pb
ALTER TABLE public.pb ADD CONSTRAINT pb_pkey PRIMARY KEY (id, k);

-- locks SHARE on public.pa
CREATE INDEX pa1_x ON ONLY public.pa USING btree (k);

-- hazard long-lock: index public.pa1_k_idx: writers wait while it is built
-- locks SHARE on public.pa1
CREATE INDEX pa1_k_idx ON public.pa1 USING btree (k);

-- hazard may-fail: partition public.pa1: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.pa, ACCESS EXCLUSIVE on public.pa1, ACCESS EXCLUSIVE on public.pb, SHARE ROW EXCLUSIVE on public.r
ALTER TABLE ONLY public.pa ATTACH PARTITION public.pa1 FOR VALUES FROM ('0') TO ('20');

-- hazard long-lock: index public.pb_k_idx: writers wait while it is built
-- locks SHARE on public.pb
CREATE INDEX pb_k_idx ON public.pb USING btree (k);

-- hazard may-fail: partition public.pb: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.pa, ACCESS EXCLUSIVE on public.pb, SHARE ROW EXCLUSIVE on public.r
ALTER TABLE ONLY public.pa ATTACH PARTITION public.pb DEFAULT;

-- locks SHARE UPDATE EXCLUSIVE on public.pa, ACCESS EXCLUSIVE on public.pa1
ALTER INDEX public.pa1_x ATTACH PARTITION public.pa1_k_idx;

-- locks SHARE UPDATE EXCLUSIVE on public.pa, ACCESS EXCLUSIVE on public.pa1
ALTER INDEX public.pa_pkey ATTACH PARTITION public.pa1_pkey;

-- locks SHARE UPDATE EXCLUSIVE on public.pa, ACCESS EXCLUSIVE on public.pb
ALTER INDEX public.pa1_x ATTACH PARTITION public.pb_k_idx;

-- locks SHARE UPDATE EXCLUSIVE on public.pa, ACCESS EXCLUSIVE on public.pb
ALTER INDEX public.pa_pkey ATTACH PARTITION public.pb_pkey;

-- hazard may-fail: foreign_key public.r.r_id_k_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.r.r_id_k_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.r, SHARE ROW EXCLUSIVE on public.pa, SHARE ROW EXCLUSIVE on public.pa1, SHARE ROW EXCLUSIVE on public.pb
ALTER TABLE public.r ADD CONSTRAINT r_id_k_fkey FOREIGN KEY (id, k) REFERENCES public.pa(id, k);

CREATE VIEW public.v AS
SELECT pa.id,
    pa.k
   FROM public.pa;

-- locks ACCESS EXCLUSIVE on public.p
DROP TABLE public.p;

CREATE TABLE public.p (
    id bigint CONSTRAINT p_id_not_null NOT NULL,
    k text CONSTRAINT p_k_not_null NOT NULL,
    n integer GENERATED BY DEFAULT AS IDENTITY CONSTRAINT p_n_not_null NOT NULL,
    CONSTRAINT p_pkey PRIMARY KEY (k, id)
);

-- backward

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

-- locks ACCESS EXCLUSIVE on public.r, ACCESS EXCLUSIVE on public.pa, ACCESS EXCLUSIVE on public.pa1, ACCESS EXCLUSIVE on public.pb
ALTER TABLE public.r DROP CONSTRAINT r_id_k_fkey;

-- hazard may-fail: partition public.pa1: rows that foreign keys refer to stop it
-- locks ACCESS EXCLUSIVE on public.pa, ACCESS EXCLUSIVE on public.pa1, ACCESS EXCLUSIVE on public.pb, ACCESS EXCLUSIVE on public.r
ALTER TABLE ONLY public.pa DETACH PARTITION public.pa1;

-- hazard may-fail: partition public.pb: rows that foreign keys refer to stop it
-- locks ACCESS EXCLUSIVE on public.pa, ACCESS EXCLUSIVE on public.pb, ACCESS EXCLUSIVE on public.r
ALTER TABLE ONLY public.pa DETACH PARTITION public.pb;

-- locks ACCESS EXCLUSIVE on public.pa1
DROP INDEX public.pa1_k_idx;

-- locks ACCESS EXCLUSIVE on public.pb
DROP INDEX public.pb_k_idx;

-- hazard rewrite: column public.pa1.id: its values are converted from bigint to integer
-- hazard may-fail: column public.pa1.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.pa1
ALTER TABLE public.pa1 DROP CONSTRAINT pa1_pkey,
    ALTER COLUMN id TYPE integer USING id::integer,
    ALTER COLUMN k TYPE text USING k::text;

-- hazard rewrite: column public.pb.id: its values are converted from bigint to integer
-- hazard may-fail: column public.pb.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.pb
ALTER TABLE public.pb DROP CONSTRAINT pb_pkey,
    ALTER COLUMN id TYPE integer USING id::integer,
    ALTER COLUMN k TYPE text USING k::text;

-- hazard rewrite: column public.r.id: its values are converted from bigint to integer
-- hazard may-fail: column public.r.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.r
ALTER TABLE public.r ALTER COLUMN id TYPE integer USING id::integer,
    ALTER COLUMN k TYPE text USING k::text;

-- locks ACCESS EXCLUSIVE on public.p
ALTER TABLE public.p DROP CONSTRAINT p_pkey;

-- locks ACCESS EXCLUSIVE on public.p
ALTER TABLE public.p ALTER COLUMN n DROP IDENTITY;

-- hazard data-loss: column public.p.n: its values are lost, because the table is made anew without it
-- locks ACCESS EXCLUSIVE on public.p
ALTER TABLE public.p RENAME TO p_before;

CREATE TABLE public.p (
    id integer CONSTRAINT p_id_not_null NOT NULL,
    k text CONSTRAINT p_k_not_null NOT NULL,
    CONSTRAINT p_pkey PRIMARY KEY (id, k)
)
PARTITION BY LIST (k);

-- hazard long-lock: primary_key public.pb.pb_pkey: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key public.pb.pb_pkey: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.pb
ALTER TABLE public.pb ADD CONSTRAINT pb_pkey PRIMARY KEY (id, k);

-- locks SHARE on public.p
CREATE UNIQUE INDEX p_u ON ONLY public.p USING btree (k, id);

-- hazard long-lock: index public.pb_k_id_idx: writers wait while it is built
-- hazard may-fail: index public.pb_k_id_idx: rows that are not unique stop it
-- locks SHARE on public.pb
CREATE UNIQUE INDEX pb_k_id_idx ON public.pb USING btree (k, id);

-- hazard may-fail: partition public.pb: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.pb, SHARE ROW EXCLUSIVE on public.r
ALTER TABLE ONLY public.p ATTACH PARTITION public.pb FOR VALUES IN ('b');

-- locks SHARE UPDATE EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.pb
ALTER INDEX public.p_u ATTACH PARTITION public.pb_k_id_idx;

-- locks SHARE UPDATE EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.pb
ALTER INDEX public.p_pkey ATTACH PARTITION public.pb_pkey;

-- locks ACCESS EXCLUSIVE on public.p
ALTER TABLE public.p REPLICA IDENTITY USING INDEX p_pkey;

-- locks ACCESS EXCLUSIVE on public.pa
DROP TABLE public.pa;

CREATE TABLE public.pa (
    id integer CONSTRAINT pa_id_not_null NOT NULL,
    k text CONSTRAINT pa_k_not_null NOT NULL,
    CONSTRAINT pa_pkey PRIMARY KEY (id, k)
)
PARTITION BY RANGE (id);

-- hazard long-lock: primary_key public.pa1.pa1_pkey: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key public.pa1.pa1_pkey: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.pa1
ALTER TABLE public.pa1 ADD CONSTRAINT pa1_pkey PRIMARY KEY (id, k);

-- locks SHARE on public.pa
CREATE UNIQUE INDEX pa_k_id_idx ON ONLY public.pa USING btree (k, id);

-- hazard may-fail: partition public.pa: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.pa, SHARE ROW EXCLUSIVE on public.r
ALTER TABLE ONLY public.p ATTACH PARTITION public.pa FOR VALUES IN ('a');

-- hazard long-lock: index public.pa1_k_id_idx: writers wait while it is built
-- hazard may-fail: index public.pa1_k_id_idx: rows that are not unique stop it
-- locks SHARE on public.pa1
CREATE UNIQUE INDEX pa1_k_id_idx ON public.pa1 USING btree (k, id);

-- hazard may-fail: partition public.pa1: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.pa, ACCESS EXCLUSIVE on public.pa1, SHARE ROW EXCLUSIVE on public.r
ALTER TABLE ONLY public.pa ATTACH PARTITION public.pa1 FOR VALUES FROM (0) TO (10);

-- hazard may-fail: table public.p: a row that does not fit the new table stops it
-- hazard long-lock: table public.p: everyone waits while the rows are copied into the new table
INSERT INTO public.p (id, k) OVERRIDING SYSTEM VALUE SELECT id::integer, k FROM public.p_before;

-- locks ACCESS EXCLUSIVE on public.p_before
DROP TABLE public.p_before;

-- hazard long-lock: index public.pa1_x: writers wait while it is built
-- locks SHARE on public.pa1
CREATE INDEX pa1_x ON public.pa1 USING btree (k);

-- locks SHARE UPDATE EXCLUSIVE on public.pa, ACCESS EXCLUSIVE on public.pa1
ALTER INDEX public.pa_k_id_idx ATTACH PARTITION public.pa1_k_id_idx;

-- locks SHARE UPDATE EXCLUSIVE on public.pa, ACCESS EXCLUSIVE on public.pa1
ALTER INDEX public.pa_pkey ATTACH PARTITION public.pa1_pkey;

-- locks SHARE UPDATE EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.pa
ALTER INDEX public.p_u ATTACH PARTITION public.pa_k_id_idx;

-- locks SHARE UPDATE EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.pa
ALTER INDEX public.p_pkey ATTACH PARTITION public.pa_pkey;

-- hazard may-fail: foreign_key public.r.r_id_k_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.r.r_id_k_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.r, SHARE ROW EXCLUSIVE on public.p, SHARE ROW EXCLUSIVE on public.pa, SHARE ROW EXCLUSIVE on public.pa1, SHARE ROW EXCLUSIVE on public.pb
ALTER TABLE public.r ADD CONSTRAINT r_id_k_fkey FOREIGN KEY (id, k) REFERENCES public.p(id, k) ON DELETE CASCADE;

CREATE VIEW public.v AS
SELECT pa.id,
    pa.k
   FROM public.pa;
