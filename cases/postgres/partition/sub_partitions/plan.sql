-- forward

CREATE TABLE public.a_2025_rest (
    id integer,
    day date,
    kind text
)
PARTITION BY HASH (id);

CREATE TABLE public.a_2025_rest_0 (
    id integer,
    day date,
    kind text
);

-- locks SHARE on public.a
CREATE INDEX a_id ON ONLY public.a USING btree (id);

-- locks SHARE on public.a_2025
CREATE INDEX a_2025_id_idx ON ONLY public.a_2025 USING btree (id);

-- locks SHARE on public.a_2025_rest
CREATE INDEX a_2025_rest_id_idx ON ONLY public.a_2025_rest USING btree (id);

-- hazard may-fail: partition public.a_2025_rest: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a_2025, ACCESS EXCLUSIVE on public.a_2025_rest
ALTER TABLE ONLY public.a_2025 ATTACH PARTITION public.a_2025_rest DEFAULT;

-- locks SHARE on public.a_2025_rest_0
CREATE INDEX a_2025_rest_0_id_idx ON public.a_2025_rest_0 USING btree (id);

-- hazard may-fail: partition public.a_2025_rest_0: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.a_2025_rest, ACCESS EXCLUSIVE on public.a_2025_rest_0
ALTER TABLE ONLY public.a_2025_rest ATTACH PARTITION public.a_2025_rest_0 FOR VALUES WITH (modulus 1, remainder 0);

-- hazard long-lock: index public.a_2025_x_id_idx: writers wait while it is built
-- locks SHARE on public.a_2025_x
CREATE INDEX a_2025_x_id_idx ON public.a_2025_x USING btree (id);

-- locks SHARE UPDATE EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2025
ALTER INDEX public.a_id ATTACH PARTITION public.a_2025_id_idx;

-- locks SHARE UPDATE EXCLUSIVE on public.a_2025_rest, ACCESS EXCLUSIVE on public.a_2025_rest_0
ALTER INDEX public.a_2025_rest_id_idx ATTACH PARTITION public.a_2025_rest_0_id_idx;

-- locks SHARE UPDATE EXCLUSIVE on public.a_2025, ACCESS EXCLUSIVE on public.a_2025_rest
ALTER INDEX public.a_2025_id_idx ATTACH PARTITION public.a_2025_rest_id_idx;

-- locks SHARE UPDATE EXCLUSIVE on public.a_2025, ACCESS EXCLUSIVE on public.a_2025_x
ALTER INDEX public.a_2025_id_idx ATTACH PARTITION public.a_2025_x_id_idx;

-- backward

-- hazard data-loss: table public.a_2025_rest_0: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.a_2025_rest_0, ACCESS EXCLUSIVE on public.a_2025_rest
DROP TABLE public.a_2025_rest_0;

-- locks ACCESS EXCLUSIVE on public.a_2025_rest, ACCESS EXCLUSIVE on public.a_2025
DROP TABLE public.a_2025_rest;

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_2025, ACCESS EXCLUSIVE on public.a_2025_rest, ACCESS EXCLUSIVE on public.a_2025_rest_0, ACCESS EXCLUSIVE on public.a_2025_x
DROP INDEX public.a_id;
