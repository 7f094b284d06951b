-- forward

CREATE TABLE public.bills_north (
    region text NOT NULL,
    id integer NOT NULL,
    CONSTRAINT bills_north_pkey PRIMARY KEY (region, id)
);

CREATE TABLE public.orders_north (
    region text NOT NULL,
    id integer NOT NULL,
    bill integer,
    CONSTRAINT orders_north_pkey PRIMARY KEY (region, id)
);

-- hazard may-fail: partition public.bills_north: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.bills, ACCESS EXCLUSIVE on public.bills_north, SHARE ROW EXCLUSIVE on public.orders_north, SHARE ROW EXCLUSIVE on public.orders
ALTER TABLE ONLY public.bills ATTACH PARTITION public.bills_north FOR VALUES IN ('north');

-- hazard may-fail: partition public.orders_north: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.orders, ACCESS EXCLUSIVE on public.orders_north, SHARE ROW EXCLUSIVE on public.bills_north, SHARE ROW EXCLUSIVE on public.bills
ALTER TABLE ONLY public.orders ATTACH PARTITION public.orders_north FOR VALUES IN ('north');

-- locks SHARE UPDATE EXCLUSIVE on public.bills, ACCESS EXCLUSIVE on public.bills_north
ALTER INDEX public.bills_pkey ATTACH PARTITION public.bills_north_pkey;

-- locks SHARE UPDATE EXCLUSIVE on public.orders, ACCESS EXCLUSIVE on public.orders_north
ALTER INDEX public.orders_pkey ATTACH PARTITION public.orders_north_pkey;

-- locks SHARE ROW EXCLUSIVE on public.bills_north, SHARE ROW EXCLUSIVE on public.orders_north
ALTER TABLE public.bills_north ADD CONSTRAINT ordered_here FOREIGN KEY (region, id) REFERENCES public.orders_north(region, id);

-- locks SHARE ROW EXCLUSIVE on public.orders_north, SHARE ROW EXCLUSIVE on public.bills_north
ALTER TABLE public.orders_north ADD CONSTRAINT billed_here FOREIGN KEY (region, bill) REFERENCES public.bills_north(region, id);

-- backward

-- hazard may-fail: partition public.bills_north: rows that foreign keys refer to stop it
-- locks ACCESS EXCLUSIVE on public.bills, ACCESS EXCLUSIVE on public.bills_north, ACCESS EXCLUSIVE on public.orders_north, ACCESS EXCLUSIVE on public.orders
ALTER TABLE ONLY public.bills DETACH PARTITION public.bills_north;

-- hazard may-fail: partition public.orders_north: rows that foreign keys refer to stop it
-- locks ACCESS EXCLUSIVE on public.orders, ACCESS EXCLUSIVE on public.orders_north, ACCESS EXCLUSIVE on public.bills_north, ACCESS EXCLUSIVE on public.bills
ALTER TABLE ONLY public.orders DETACH PARTITION public.orders_north;

-- locks ACCESS EXCLUSIVE on public.bills_north, ACCESS EXCLUSIVE on public.orders_north
ALTER TABLE public.bills_north DROP CONSTRAINT ordered_here;

-- locks ACCESS EXCLUSIVE on public.orders_north, ACCESS EXCLUSIVE on public.bills_north
ALTER TABLE public.orders_north DROP CONSTRAINT billed_here;

-- hazard data-loss: table public.bills_north: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.bills_north, ACCESS EXCLUSIVE on public.orders_north, ACCESS EXCLUSIVE on public.orders
DROP TABLE public.bills_north;

-- hazard data-loss: table public.orders_north: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.orders_north, ACCESS EXCLUSIVE on public.bills_north, ACCESS EXCLUSIVE on public.bills
DROP TABLE public.orders_north;
