-- forward

CREATE TABLE public.top (
    a integer
)
PARTITION BY RANGE (a);

CREATE TABLE public.middle (
    a integer
)
PARTITION BY RANGE (a);

CREATE TABLE public.with_index (
    a integer
);

CREATE TABLE public.without_index (
    a integer
);

-- hazard may-fail: partition public.middle: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.top, ACCESS EXCLUSIVE on public.middle
ALTER TABLE ONLY public.top ATTACH PARTITION public.middle FOR VALUES FROM (0) TO (100);

-- hazard may-fail: partition public.without_index: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.middle, ACCESS EXCLUSIVE on public.without_index
ALTER TABLE ONLY public.middle ATTACH PARTITION public.without_index FOR VALUES FROM (10) TO (20);

-- locks SHARE on public.top
CREATE INDEX top_a ON ONLY public.top USING btree (a);

-- locks SHARE on public.middle
CREATE INDEX middle_a ON ONLY public.middle USING btree (a);

-- locks SHARE on public.with_index
CREATE INDEX with_index_a ON public.with_index USING btree (a);

-- hazard may-fail: partition public.with_index: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.middle, ACCESS EXCLUSIVE on public.with_index
ALTER TABLE ONLY public.middle ATTACH PARTITION public.with_index FOR VALUES FROM (0) TO (10);

-- locks SHARE UPDATE EXCLUSIVE on public.top, ACCESS EXCLUSIVE on public.middle
ALTER INDEX public.top_a ATTACH PARTITION public.middle_a;

-- locks SHARE UPDATE EXCLUSIVE on public.middle, ACCESS EXCLUSIVE on public.with_index
ALTER INDEX public.middle_a ATTACH PARTITION public.with_index_a;

-- backward

-- hazard data-loss: table public.with_index: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.with_index, ACCESS EXCLUSIVE on public.middle
DROP TABLE public.with_index;

-- hazard data-loss: table public.without_index: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.without_index, ACCESS EXCLUSIVE on public.middle
DROP TABLE public.without_index;

-- locks ACCESS EXCLUSIVE on public.middle, ACCESS EXCLUSIVE on public.top
DROP TABLE public.middle;

-- locks ACCESS EXCLUSIVE on public.top
DROP TABLE public.top;
