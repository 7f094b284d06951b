-- forward

DROP PUBLICATION dropped;

-- locks SHARE UPDATE EXCLUSIVE on public.a
ALTER PUBLICATION filtered DROP TABLE ONLY public.a;

-- locks SHARE UPDATE EXCLUSIVE on public.a
ALTER PUBLICATION p DROP TABLE ONLY public.a;

-- locks SHARE UPDATE EXCLUSIVE on public.b
ALTER PUBLICATION p DROP TABLE ONLY public.b;

-- hazard data-loss: column public.a.b: the column and its values are lost
-- hazard rewrite: column public.a.c: its values are converted from text to character varying(9)
-- hazard may-fail: column public.a.c: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP COLUMN b,
    ALTER COLUMN c TYPE character varying(9) USING c::character varying(9);

-- hazard rewrite: column public.b.id: its values are converted from integer to bigint
-- hazard may-fail: column public.b.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.b
ALTER TABLE public.b ALTER COLUMN id TYPE bigint USING id::bigint;

CREATE TABLE public.come (
    id integer NOT NULL,
    CONSTRAINT come_pkey PRIMARY KEY (id)
);

-- locks SHARE UPDATE EXCLUSIVE on public.a, SHARE UPDATE EXCLUSIVE on public.b, SHARE UPDATE EXCLUSIVE on public.come
CREATE PUBLICATION made FOR TABLE ONLY public.a,
    ONLY public.b WHERE ((id > 3)),
    ONLY public.come (id);

-- locks SHARE UPDATE EXCLUSIVE on public.a
ALTER PUBLICATION filtered ADD TABLE ONLY public.a WHERE ((id > 1));

-- locks SHARE UPDATE EXCLUSIVE on public.b
ALTER PUBLICATION filtered ADD TABLE ONLY public.b;

-- locks SHARE UPDATE EXCLUSIVE on public.a
ALTER PUBLICATION p ADD TABLE ONLY public.a (id);

-- locks SHARE UPDATE EXCLUSIVE on public.come
ALTER PUBLICATION p ADD TABLE ONLY public.come;

-- locks ACCESS EXCLUSIVE on public.anew
DROP TABLE public.anew;

CREATE TABLE public.anew (
    id integer CONSTRAINT anew_id_not_null NOT NULL,
    CONSTRAINT anew_pkey PRIMARY KEY (id)
)
PARTITION BY LIST (id);

-- locks SHARE UPDATE EXCLUSIVE on public.anew
ALTER PUBLICATION p ADD TABLE ONLY public.anew;

-- hazard data-loss: table public.gone: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.gone
DROP TABLE public.gone;

-- backward

DROP PUBLICATION made;

-- locks SHARE UPDATE EXCLUSIVE on public.a
ALTER PUBLICATION filtered DROP TABLE ONLY public.a;

-- locks SHARE UPDATE EXCLUSIVE on public.b
ALTER PUBLICATION filtered DROP TABLE ONLY public.b;

-- locks SHARE UPDATE EXCLUSIVE on public.a
ALTER PUBLICATION p DROP TABLE ONLY public.a;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN c TYPE text USING c::text,
    ADD COLUMN b integer;

-- hazard rewrite: column public.b.id: its values are converted from bigint to integer
-- hazard may-fail: column public.b.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.b
ALTER TABLE public.b ALTER COLUMN id TYPE integer USING id::integer;

CREATE TABLE public.gone (
    id integer NOT NULL,
    CONSTRAINT gone_pkey PRIMARY KEY (id)
);

-- locks SHARE UPDATE EXCLUSIVE on public.a, SHARE UPDATE EXCLUSIVE on public.gone
CREATE PUBLICATION dropped FOR TABLE ONLY public.a,
    ONLY public.gone;

-- locks SHARE UPDATE EXCLUSIVE on public.a
ALTER PUBLICATION filtered ADD TABLE ONLY public.a WHERE ((id > 0));

-- locks SHARE UPDATE EXCLUSIVE on public.a
ALTER PUBLICATION p ADD TABLE ONLY public.a (id, b);

-- locks SHARE UPDATE EXCLUSIVE on public.b
ALTER PUBLICATION p ADD TABLE ONLY public.b;

-- locks SHARE UPDATE EXCLUSIVE on public.gone
ALTER PUBLICATION p ADD TABLE ONLY public.gone;

-- locks ACCESS EXCLUSIVE on public.anew
DROP TABLE public.anew;

CREATE TABLE public.anew (
    id integer CONSTRAINT anew_id_not_null NOT NULL,
    CONSTRAINT anew_pkey PRIMARY KEY (id)
)
PARTITION BY RANGE (id);

-- locks SHARE UPDATE EXCLUSIVE on public.anew
ALTER PUBLICATION p ADD TABLE ONLY public.anew;

-- hazard data-loss: table public.come: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.come
DROP TABLE public.come;
