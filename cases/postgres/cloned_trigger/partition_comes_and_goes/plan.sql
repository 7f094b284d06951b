-- forward

-- locks ACCESS EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p1
ALTER TABLE ONLY public.p DETACH PARTITION public.p1;

-- locks ACCESS EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p2
ALTER TABLE ONLY public.p DETACH PARTITION public.p2;

CREATE TABLE public.p4 (
    id integer,
    n integer
);

-- hazard data-loss: table public.p3: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.p3, ACCESS EXCLUSIVE on public.p
DROP TABLE public.p3;

-- hazard may-fail: partition public.p1: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p1
ALTER TABLE ONLY public.p ATTACH PARTITION public.p1 FOR VALUES FROM (0) TO (5);

-- hazard may-fail: partition public.p4: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p4
ALTER TABLE ONLY public.p ATTACH PARTITION public.p4 FOR VALUES FROM (40) TO (50);

-- locks SHARE ROW EXCLUSIVE on public.p1
ALTER TABLE ONLY public.p1 DISABLE TRIGGER a;

-- locks SHARE ROW EXCLUSIVE on public.p4
ALTER TABLE ONLY public.p4 DISABLE TRIGGER a;

-- backward

-- locks ACCESS EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p1
ALTER TABLE ONLY public.p DETACH PARTITION public.p1;

CREATE TABLE public.p3 (
    id integer,
    n integer
);

-- hazard data-loss: table public.p4: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.p4, ACCESS EXCLUSIVE on public.p
DROP TABLE public.p4;

-- hazard may-fail: partition public.p1: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p1
ALTER TABLE ONLY public.p ATTACH PARTITION public.p1 FOR VALUES FROM (0) TO (10);

-- hazard may-fail: partition public.p2: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p2
ALTER TABLE ONLY public.p ATTACH PARTITION public.p2 FOR VALUES FROM (10) TO (20);

-- hazard may-fail: partition public.p3: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p3
ALTER TABLE ONLY public.p ATTACH PARTITION public.p3 FOR VALUES FROM (30) TO (40);

-- locks SHARE ROW EXCLUSIVE on public.p1
ALTER TABLE ONLY public.p1 DISABLE TRIGGER a;

-- locks SHARE ROW EXCLUSIVE on public.p2
ALTER TABLE ONLY public.p2 DISABLE TRIGGER a;

-- locks SHARE ROW EXCLUSIVE on public.p3
ALTER TABLE ONLY public.p3 DISABLE TRIGGER a;
