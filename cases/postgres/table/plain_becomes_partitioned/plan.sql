-- forward

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_day;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT a_pkey;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a RENAME TO a_before;

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

-- hazard may-fail: table public.a: a row that does not fit the new table stops it
-- hazard long-lock: table public.a: everyone waits while the rows are copied into the new table
INSERT INTO public.a (id, day) OVERRIDING SYSTEM VALUE SELECT id, day FROM public.a_before;

-- locks ACCESS EXCLUSIVE on public.a_before
DROP TABLE public.a_before;

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2025
ALTER INDEX public.a_day ATTACH PARTITION public.a_2025_day_idx;

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2025
ALTER INDEX public.a_pkey ATTACH PARTITION public.a_2025_pkey;

-- backward

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2025
ALTER TABLE ONLY public.a DETACH PARTITION public.a_2025;

-- locks ACCESS EXCLUSIVE on public.a_2025
DROP INDEX public.a_2025_day_idx;

-- locks ACCESS EXCLUSIVE on public.a_2025
ALTER TABLE public.a_2025 DROP CONSTRAINT a_2025_pkey;

-- locks ACCESS EXCLUSIVE on public.a_2025
ALTER TABLE public.a_2025 RENAME TO a_2025_before;

-- locks ACCESS EXCLUSIVE on public.a
DROP TABLE public.a;

CREATE TABLE public.a (
    id integer CONSTRAINT a_id_not_null NOT NULL,
    day date CONSTRAINT a_day_not_null NOT NULL,
    CONSTRAINT a_pkey PRIMARY KEY (id, day)
);

-- hazard may-fail: table public.a: a row that does not fit the new table stops it
-- hazard long-lock: table public.a: everyone waits while the rows are copied into the new table
INSERT INTO public.a (id, day) OVERRIDING SYSTEM VALUE SELECT id, day FROM public.a_2025_before;

-- locks ACCESS EXCLUSIVE on public.a_2025_before
DROP TABLE public.a_2025_before;

-- hazard long-lock: index public.a_day: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_day ON public.a USING btree (day);
