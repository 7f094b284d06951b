-- forward

CREATE TABLE public.h (
    id integer NOT NULL,
    x text,
    CONSTRAINT h_pkey PRIMARY KEY (id)
)
PARTITION BY HASH (id);

CREATE TABLE public.h_0 (
    id integer NOT NULL,
    x text,
    CONSTRAINT h_0_pkey PRIMARY KEY (id)
);

CREATE TABLE public.h_1 (
    id integer NOT NULL,
    x text,
    CONSTRAINT h_1_pkey PRIMARY KEY (id)
);

CREATE TABLE public.h_2 (
    id integer NOT NULL,
    x text,
    CONSTRAINT h_2_pkey PRIMARY KEY (id)
)
WITH (fillfactor='70');

-- hazard may-fail: partition public.h_0: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.h, ACCESS EXCLUSIVE on public.h_0
ALTER TABLE ONLY public.h ATTACH PARTITION public.h_0 FOR VALUES WITH (modulus 3, remainder 0);

-- hazard may-fail: partition public.h_1: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.h, ACCESS EXCLUSIVE on public.h_1
ALTER TABLE ONLY public.h ATTACH PARTITION public.h_1 FOR VALUES WITH (modulus 3, remainder 1);

-- hazard may-fail: partition public.h_2: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.h, ACCESS EXCLUSIVE on public.h_2
ALTER TABLE ONLY public.h ATTACH PARTITION public.h_2 FOR VALUES WITH (modulus 3, remainder 2);

-- locks SHARE UPDATE EXCLUSIVE on public.h, ACCESS EXCLUSIVE on public.h_0
ALTER INDEX public.h_pkey ATTACH PARTITION public.h_0_pkey;

-- locks SHARE UPDATE EXCLUSIVE on public.h, ACCESS EXCLUSIVE on public.h_1
ALTER INDEX public.h_pkey ATTACH PARTITION public.h_1_pkey;

-- locks SHARE UPDATE EXCLUSIVE on public.h, ACCESS EXCLUSIVE on public.h_2
ALTER INDEX public.h_pkey ATTACH PARTITION public.h_2_pkey;

-- backward

-- hazard data-loss: table public.h_0: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.h_0, ACCESS EXCLUSIVE on public.h
DROP TABLE public.h_0;

-- hazard data-loss: table public.h_1: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.h_1, ACCESS EXCLUSIVE on public.h
DROP TABLE public.h_1;

-- hazard data-loss: table public.h_2: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.h_2, ACCESS EXCLUSIVE on public.h
DROP TABLE public.h_2;

-- locks ACCESS EXCLUSIVE on public.h
DROP TABLE public.h;
