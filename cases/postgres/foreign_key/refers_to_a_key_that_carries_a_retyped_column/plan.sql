-- forward

-- locks ACCESS EXCLUSIVE on public.lines, ACCESS EXCLUSIVE on public.orders
ALTER TABLE public.lines DROP CONSTRAINT lines_orders;

-- hazard data-loss: table public.extras: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.extras, ACCESS EXCLUSIVE on public.orders
DROP TABLE public.extras;

-- hazard rewrite: column public.orders.note: its values are converted from integer to bigint
-- hazard may-fail: column public.orders.note: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.orders
ALTER TABLE public.orders ALTER COLUMN note TYPE bigint USING note::bigint;

-- hazard may-fail: foreign_key public.lines.lines_orders: rows without a partner stop it
-- hazard long-lock: foreign_key public.lines.lines_orders: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.lines, SHARE ROW EXCLUSIVE on public.orders
ALTER TABLE public.lines ADD CONSTRAINT lines_orders FOREIGN KEY (orders_id) REFERENCES public.orders(id);

-- backward

-- locks ACCESS EXCLUSIVE on public.lines, ACCESS EXCLUSIVE on public.orders
ALTER TABLE public.lines DROP CONSTRAINT lines_orders;

CREATE TABLE public.extras (
    orders_id integer
);

-- hazard rewrite: column public.orders.note: its values are converted from bigint to integer
-- hazard may-fail: column public.orders.note: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.orders
ALTER TABLE public.orders ALTER COLUMN note TYPE integer USING note::integer;

-- locks SHARE ROW EXCLUSIVE on public.extras, SHARE ROW EXCLUSIVE on public.orders
ALTER TABLE public.extras ADD CONSTRAINT extras_orders FOREIGN KEY (orders_id) REFERENCES public.orders(id);

-- hazard may-fail: foreign_key public.lines.lines_orders: rows without a partner stop it
-- hazard long-lock: foreign_key public.lines.lines_orders: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.lines, SHARE ROW EXCLUSIVE on public.orders
ALTER TABLE public.lines ADD CONSTRAINT lines_orders FOREIGN KEY (orders_id) REFERENCES public.orders(id);
