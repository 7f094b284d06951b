-- forward

CREATE TABLE public.a_id_seq_before AS SELECT last_value, is_called FROM public.a_id_seq;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id DROP IDENTITY;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a RENAME TO a_before;

CREATE TABLE public.a (
    id integer GENERATED ALWAYS AS IDENTITY (INCREMENT BY 5 START WITH 10) CONSTRAINT a_id_not_null NOT NULL,
    b text
)
PARTITION BY LIST (b);

CREATE TABLE public.a_rest (
    id integer NOT NULL,
    b text
);

-- hazard may-fail: partition public.a_rest: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_rest
ALTER TABLE ONLY public.a ATTACH PARTITION public.a_rest DEFAULT;

-- hazard may-fail: table public.a: a row that does not fit the new table stops it
-- hazard long-lock: table public.a: everyone waits while the rows are copied into the new table
INSERT INTO public.a (id, b) OVERRIDING SYSTEM VALUE SELECT id, b FROM public.a_before;

SELECT setval('public.a_id_seq', last_value, is_called) FROM public.a_id_seq_before;

-- locks ACCESS EXCLUSIVE on public.a_id_seq_before
DROP TABLE public.a_id_seq_before;

-- locks ACCESS EXCLUSIVE on public.a_before
DROP TABLE public.a_before;

-- backward

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_rest
ALTER TABLE ONLY public.a DETACH PARTITION public.a_rest;

-- locks ACCESS EXCLUSIVE on public.a_rest
ALTER TABLE public.a_rest RENAME TO a_rest_before;

CREATE TABLE public.a_id_seq_before AS SELECT last_value, is_called FROM public.a_id_seq;

-- locks ACCESS EXCLUSIVE on public.a
DROP TABLE public.a;

CREATE TABLE public.a (
    id integer GENERATED ALWAYS AS IDENTITY (INCREMENT BY 5 START WITH 10) CONSTRAINT a_id_not_null NOT NULL,
    b text
);

-- hazard may-fail: table public.a: a row that does not fit the new table stops it
-- hazard long-lock: table public.a: everyone waits while the rows are copied into the new table
INSERT INTO public.a (id, b) OVERRIDING SYSTEM VALUE SELECT id, b FROM public.a_rest_before;

SELECT setval('public.a_id_seq', last_value, is_called) FROM public.a_id_seq_before;

-- locks ACCESS EXCLUSIVE on public.a_id_seq_before
DROP TABLE public.a_id_seq_before;

-- locks ACCESS EXCLUSIVE on public.a_rest_before
DROP TABLE public.a_rest_before;
