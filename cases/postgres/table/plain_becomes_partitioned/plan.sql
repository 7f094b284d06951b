-- forward

-- hazard data-loss: table public.a: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.a
DROP TABLE public.a;

CREATE TABLE public.a (
    id integer CONSTRAINT a_id_not_null NOT NULL,
    day date CONSTRAINT a_day_not_null NOT NULL,
    CONSTRAINT a_pkey PRIMARY KEY (id, day)
)
PARTITION BY RANGE (day);

CREATE TABLE public.a_2025 (
    id integer NOT NULL,
    day date NOT NULL,
    CONSTRAINT a_2025_pkey PRIMARY KEY (id, day)
);

-- locks SHARE on public.a
CREATE INDEX a_day ON ONLY public.a USING btree (day);

-- locks SHARE on public.a_2025
CREATE INDEX a_2025_day_idx ON public.a_2025 USING btree (day);

-- hazard may-fail: partition public.a_2025: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2025
ALTER TABLE ONLY public.a ATTACH PARTITION public.a_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2025
ALTER INDEX public.a_day ATTACH PARTITION public.a_2025_day_idx;

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2025
ALTER INDEX public.a_pkey ATTACH PARTITION public.a_2025_pkey;

-- backward

-- hazard data-loss: table public.a_2025: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.a_2025, ACCESS EXCLUSIVE on public.a
DROP TABLE public.a_2025;

-- locks ACCESS EXCLUSIVE on public.a
DROP TABLE public.a;

CREATE TABLE public.a (
    id integer CONSTRAINT a_id_not_null NOT NULL,
    day date CONSTRAINT a_day_not_null NOT NULL,
    CONSTRAINT a_pkey PRIMARY KEY (id, day)
);

-- locks SHARE on public.a
CREATE INDEX a_day ON public.a USING btree (day);
