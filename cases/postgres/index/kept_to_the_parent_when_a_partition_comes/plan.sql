-- forward

-- locks ACCESS EXCLUSIVE on public.t, ACCESS EXCLUSIVE on public.t_1
DROP INDEX public.only_here;

CREATE TABLE public.t_1 (
    id integer
);

-- hazard may-fail: partition public.t_1: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.t, ACCESS EXCLUSIVE on public.t_1
ALTER TABLE ONLY public.t ATTACH PARTITION public.t_1 FOR VALUES FROM (0) TO (10);

-- locks SHARE on public.t
CREATE INDEX only_here ON ONLY public.t USING btree (id);

-- backward

-- hazard data-loss: table public.t_1: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.t_1, ACCESS EXCLUSIVE on public.t
DROP TABLE public.t_1;
