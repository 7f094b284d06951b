-- forward

-- locks ACCESS EXCLUSIVE on public.f, ACCESS EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p1, ACCESS EXCLUSIVE on public.p2, ACCESS EXCLUSIVE on public.p2a, ACCESS EXCLUSIVE on public.p2b
ALTER TABLE public.f DROP CONSTRAINT f_id_d_fkey;

-- hazard may-fail: partition public.p1: rows that foreign keys refer to stop it
-- locks ACCESS EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p1, ACCESS EXCLUSIVE on public.f
ALTER TABLE ONLY public.p DETACH PARTITION public.p1;

-- hazard may-fail: partition public.p2: rows that foreign keys refer to stop it
-- locks ACCESS EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p2, ACCESS EXCLUSIVE on public.f, ACCESS EXCLUSIVE on public.p2a, ACCESS EXCLUSIVE on public.p2b
ALTER TABLE ONLY public.p DETACH PARTITION public.p2;

-- hazard may-fail: partition public.p2a: rows that foreign keys refer to stop it
-- locks ACCESS EXCLUSIVE on public.p2, ACCESS EXCLUSIVE on public.p2a, ACCESS EXCLUSIVE on public.f
ALTER TABLE ONLY public.p2 DETACH PARTITION public.p2a;

-- hazard may-fail: partition public.p2b: rows that foreign keys refer to stop it
-- locks ACCESS EXCLUSIVE on public.p2, ACCESS EXCLUSIVE on public.p2b, ACCESS EXCLUSIVE on public.f
ALTER TABLE ONLY public.p2 DETACH PARTITION public.p2b;

-- locks ACCESS EXCLUSIVE on public.p1
DROP INDEX public.p1_v_idx;

-- locks ACCESS EXCLUSIVE on public.p2a
DROP INDEX public.p2a_v_idx;

-- hazard rewrite: column public.f.id: its values are converted from integer to bigint
-- hazard may-fail: column public.f.id: a value that does not convert stops it
-- hazard rewrite: column public.f.d: its values are converted from date to timestamp without time zone
-- hazard may-fail: column public.f.d: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.f
ALTER TABLE public.f ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN d TYPE timestamp without time zone USING d::timestamp without time zone;

-- hazard rewrite: column public.p1.id: its values are converted from integer to bigint
-- hazard may-fail: column public.p1.id: a value that does not convert stops it
-- hazard rewrite: column public.p1.d: its values are converted from date to timestamp without time zone
-- hazard may-fail: column public.p1.d: a value that does not convert stops it
-- hazard rewrite: column public.p1.v: its values are converted from text to character varying(20)
-- hazard may-fail: column public.p1.v: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.p1
ALTER TABLE public.p1 DROP CONSTRAINT p1_pkey,
    ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN d TYPE timestamp without time zone USING d::timestamp without time zone,
    ALTER COLUMN v TYPE character varying(20) USING v::character varying(20);

-- hazard rewrite: column public.p2a.id: its values are converted from integer to bigint
-- hazard may-fail: column public.p2a.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.p2a
ALTER TABLE public.p2a DROP CONSTRAINT p2a_pkey,
    ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN id DROP NOT NULL,
    ALTER COLUMN d DROP NOT NULL;

-- locks ACCESS EXCLUSIVE on public.p2b
DROP INDEX public.p2b_v_idx;

-- locks ACCESS EXCLUSIVE on public.p2b
ALTER TABLE public.p2b DROP CONSTRAINT p2b_pkey;

-- hazard data-loss: column public.p2b.v: values that the new type cannot hold are altered
-- locks ACCESS EXCLUSIVE on public.p2b
ALTER TABLE public.p2b RENAME TO p2b_before;

-- locks ACCESS EXCLUSIVE on public.p2
DROP TABLE public.p2;

-- locks ACCESS EXCLUSIVE on public.p
DROP TABLE public.p;

CREATE TABLE public.p (
    id bigint CONSTRAINT p_id_not_null NOT NULL,
    d timestamp without time zone CONSTRAINT p_d_not_null NOT NULL,
    v character varying(20),
    CONSTRAINT p_pkey PRIMARY KEY (id, d)
)
PARTITION BY RANGE (d);

-- hazard long-lock: primary_key public.p1.p1_pkey: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key public.p1.p1_pkey: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.p1
ALTER TABLE public.p1 ADD CONSTRAINT p1_pkey PRIMARY KEY (id, d);

CREATE TABLE public.p2 (
    id bigint CONSTRAINT p2_id_not_null NOT NULL,
    d timestamp without time zone CONSTRAINT p2_d_not_null NOT NULL,
    v character varying(20),
    CONSTRAINT p2_pkey PRIMARY KEY (id, d)
);

-- hazard may-fail: table public.p2: a row that does not fit the new table stops it
-- hazard long-lock: table public.p2: everyone waits while the rows are copied into the new table
INSERT INTO public.p2 (id, d, v) OVERRIDING SYSTEM VALUE SELECT id::bigint, d::timestamp without time zone, v::character varying(20) FROM public.p2b_before;

-- locks ACCESS EXCLUSIVE on public.p2b_before
DROP TABLE public.p2b_before;

-- locks SHARE on public.p
CREATE INDEX p_v ON ONLY public.p USING btree (v, id);

-- hazard long-lock: index public.p1_v_id_idx: writers wait while it is built
-- locks SHARE on public.p1
CREATE INDEX p1_v_id_idx ON public.p1 USING btree (v, id);

-- hazard may-fail: partition public.p1: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p1, SHARE ROW EXCLUSIVE on public.f
ALTER TABLE ONLY public.p ATTACH PARTITION public.p1 FOR VALUES FROM ('2020-01-01 00:00:00') TO ('2021-06-01 00:00:00');

-- hazard long-lock: unique public.p1.u: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.p1.u: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.p1
ALTER TABLE public.p1 ADD CONSTRAINT u UNIQUE (v);

-- hazard long-lock: index public.p2_v_id_idx: writers wait while it is built
-- locks SHARE on public.p2
CREATE INDEX p2_v_id_idx ON public.p2 USING btree (v, id);

-- hazard may-fail: partition public.p2: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p2, SHARE ROW EXCLUSIVE on public.f
ALTER TABLE ONLY public.p ATTACH PARTITION public.p2 FOR VALUES FROM ('2021-06-01 00:00:00') TO ('2022-01-01 00:00:00');

-- locks SHARE UPDATE EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p1
ALTER INDEX public.p_pkey ATTACH PARTITION public.p1_pkey;

-- locks SHARE UPDATE EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p1
ALTER INDEX public.p_v ATTACH PARTITION public.p1_v_id_idx;

-- locks SHARE UPDATE EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p2
ALTER INDEX public.p_pkey ATTACH PARTITION public.p2_pkey;

-- locks SHARE UPDATE EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p2
ALTER INDEX public.p_v ATTACH PARTITION public.p2_v_id_idx;

-- hazard may-fail: foreign_key public.f.f_id_d_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.f.f_id_d_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.f, SHARE ROW EXCLUSIVE on public.p, SHARE ROW EXCLUSIVE on public.p1, SHARE ROW EXCLUSIVE on public.p2, SHARE ROW EXCLUSIVE on public.p2a, SHARE ROW EXCLUSIVE on public.p2b
ALTER TABLE public.f ADD CONSTRAINT f_id_d_fkey FOREIGN KEY (id, d) REFERENCES public.p(id, d) ON DELETE CASCADE;

-- backward

-- locks ACCESS EXCLUSIVE on public.f, ACCESS EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p1, ACCESS EXCLUSIVE on public.p2, ACCESS EXCLUSIVE on public.p2a, ACCESS EXCLUSIVE on public.p2b
ALTER TABLE public.f DROP CONSTRAINT f_id_d_fkey;

-- hazard may-fail: partition public.p1: rows that foreign keys refer to stop it
-- locks ACCESS EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p1, ACCESS EXCLUSIVE on public.f
ALTER TABLE ONLY public.p DETACH PARTITION public.p1;

-- hazard may-fail: partition public.p2: rows that foreign keys refer to stop it
-- locks ACCESS EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p2, ACCESS EXCLUSIVE on public.f, ACCESS EXCLUSIVE on public.p2a, ACCESS EXCLUSIVE on public.p2b
ALTER TABLE ONLY public.p DETACH PARTITION public.p2;

-- locks ACCESS EXCLUSIVE on public.p1
DROP INDEX public.p1_v_id_idx;

-- hazard rewrite: column public.f.id: its values are converted from bigint to integer
-- hazard may-fail: column public.f.id: a value that does not convert stops it
-- hazard rewrite: column public.f.d: its values are converted from timestamp without time zone to date
-- hazard may-fail: column public.f.d: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.f
ALTER TABLE public.f ALTER COLUMN id TYPE integer USING id::integer,
    ALTER COLUMN d TYPE date USING d::date;

-- hazard rewrite: column public.p1.id: its values are converted from bigint to integer
-- hazard may-fail: column public.p1.id: a value that does not convert stops it
-- hazard rewrite: column public.p1.d: its values are converted from timestamp without time zone to date
-- hazard may-fail: column public.p1.d: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.p1
ALTER TABLE public.p1 DROP CONSTRAINT p1_pkey,
    DROP CONSTRAINT u,
    ALTER COLUMN id TYPE integer USING id::integer,
    ALTER COLUMN d TYPE date USING d::date,
    ALTER COLUMN v TYPE text USING v::text;

-- hazard rewrite: column public.p2a.id: its values are converted from bigint to integer
-- hazard may-fail: column public.p2a.id: a value that does not convert stops it
-- hazard long-lock: column public.p2a.id: all rows are read while everyone waits
-- hazard may-fail: column public.p2a.id: rows where it is null stop it
-- hazard long-lock: column public.p2a.d: all rows are read while everyone waits
-- hazard may-fail: column public.p2a.d: rows where it is null stop it
-- locks ACCESS EXCLUSIVE on public.p2a
ALTER TABLE public.p2a ALTER COLUMN id TYPE integer USING id::integer,
    ALTER COLUMN id SET NOT NULL,
    ALTER COLUMN d SET NOT NULL;

-- locks ACCESS EXCLUSIVE on public.p2
DROP INDEX public.p2_v_id_idx;

-- locks ACCESS EXCLUSIVE on public.p2
ALTER TABLE public.p2 DROP CONSTRAINT p2_pkey;

-- hazard data-loss: column public.p2.d: values that the new type cannot hold are altered
-- locks ACCESS EXCLUSIVE on public.p2
ALTER TABLE public.p2 RENAME TO p2_before;

-- locks ACCESS EXCLUSIVE on public.p
DROP TABLE public.p;

CREATE TABLE public.p (
    id integer CONSTRAINT p_id_not_null NOT NULL,
    d date CONSTRAINT p_d_not_null NOT NULL,
    v text,
    CONSTRAINT p_pkey PRIMARY KEY (id, d)
)
PARTITION BY RANGE (d);

-- hazard long-lock: primary_key public.p1.p1_pkey: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key public.p1.p1_pkey: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.p1
ALTER TABLE public.p1 ADD CONSTRAINT p1_pkey PRIMARY KEY (id, d);

CREATE TABLE public.p2 (
    id integer CONSTRAINT p2_id_not_null NOT NULL,
    d date CONSTRAINT p2_d_not_null NOT NULL,
    v text,
    CONSTRAINT p2_pkey PRIMARY KEY (id, d)
)
PARTITION BY HASH (id);

-- hazard long-lock: primary_key public.p2a.p2a_pkey: an index over all rows is built while everyone waits
-- hazard may-fail: primary_key public.p2a.p2a_pkey: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.p2a
ALTER TABLE public.p2a ADD CONSTRAINT p2a_pkey PRIMARY KEY (id, d);

CREATE TABLE public.p2b (
    id integer NOT NULL,
    d date NOT NULL,
    v text,
    CONSTRAINT p2b_pkey PRIMARY KEY (id, d)
);

-- locks SHARE on public.p
CREATE INDEX p_v ON ONLY public.p USING btree (v);

-- hazard long-lock: index public.p1_v_idx: writers wait while it is built
-- locks SHARE on public.p1
CREATE INDEX p1_v_idx ON public.p1 USING btree (v);

-- hazard may-fail: partition public.p1: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p1, SHARE ROW EXCLUSIVE on public.f
ALTER TABLE ONLY public.p ATTACH PARTITION public.p1 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');

-- locks SHARE on public.p2
CREATE INDEX p2_v_idx ON ONLY public.p2 USING btree (v);

-- hazard may-fail: partition public.p2: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p2, SHARE ROW EXCLUSIVE on public.f
ALTER TABLE ONLY public.p ATTACH PARTITION public.p2 FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');

-- hazard long-lock: index public.p2a_v_idx: writers wait while it is built
-- locks SHARE on public.p2a
CREATE INDEX p2a_v_idx ON public.p2a USING btree (v);

-- hazard may-fail: partition public.p2a: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.p2, ACCESS EXCLUSIVE on public.p2a, SHARE ROW EXCLUSIVE on public.f
ALTER TABLE ONLY public.p2 ATTACH PARTITION public.p2a FOR VALUES WITH (modulus 2, remainder 0);

-- locks SHARE on public.p2b
CREATE INDEX p2b_v_idx ON public.p2b USING btree (v);

-- hazard may-fail: partition public.p2b: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.p2, ACCESS EXCLUSIVE on public.p2b, SHARE ROW EXCLUSIVE on public.f
ALTER TABLE ONLY public.p2 ATTACH PARTITION public.p2b FOR VALUES WITH (modulus 2, remainder 1);

-- hazard may-fail: table public.p2: a row that does not fit the new table stops it
-- hazard long-lock: table public.p2: everyone waits while the rows are copied into the new table
INSERT INTO public.p2 (id, d, v) OVERRIDING SYSTEM VALUE SELECT id::integer, d::date, v::text FROM public.p2_before;

-- locks ACCESS EXCLUSIVE on public.p2_before
DROP TABLE public.p2_before;

-- locks SHARE UPDATE EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p1
ALTER INDEX public.p_pkey ATTACH PARTITION public.p1_pkey;

-- locks SHARE UPDATE EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p1
ALTER INDEX public.p_v ATTACH PARTITION public.p1_v_idx;

-- locks SHARE UPDATE EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p2
ALTER INDEX public.p_pkey ATTACH PARTITION public.p2_pkey;

-- locks SHARE UPDATE EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p2
ALTER INDEX public.p_v ATTACH PARTITION public.p2_v_idx;

-- locks SHARE UPDATE EXCLUSIVE on public.p2, ACCESS EXCLUSIVE on public.p2a
ALTER INDEX public.p2_pkey ATTACH PARTITION public.p2a_pkey;

-- locks SHARE UPDATE EXCLUSIVE on public.p2, ACCESS EXCLUSIVE on public.p2a
ALTER INDEX public.p2_v_idx ATTACH PARTITION public.p2a_v_idx;

-- locks SHARE UPDATE EXCLUSIVE on public.p2, ACCESS EXCLUSIVE on public.p2b
ALTER INDEX public.p2_pkey ATTACH PARTITION public.p2b_pkey;

-- locks SHARE UPDATE EXCLUSIVE on public.p2, ACCESS EXCLUSIVE on public.p2b
ALTER INDEX public.p2_v_idx ATTACH PARTITION public.p2b_v_idx;

-- hazard may-fail: foreign_key public.f.f_id_d_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.f.f_id_d_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.f, SHARE ROW EXCLUSIVE on public.p, SHARE ROW EXCLUSIVE on public.p1, SHARE ROW EXCLUSIVE on public.p2, SHARE ROW EXCLUSIVE on public.p2a, SHARE ROW EXCLUSIVE on public.p2b
ALTER TABLE public.f ADD CONSTRAINT f_id_d_fkey FOREIGN KEY (id, d) REFERENCES public.p(id, d);
