-- forward

-- refused: 1 change cannot be made
-- refused:   function public.all_orders(): its body names all columns of the table whose rows it returns, and not in the order in which they would stand: a column that is added stands last

-- backward

DROP FUNCTION public.all_bills();

DROP FUNCTION public.all_orders();

-- hazard data-loss: column public.bills.due: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.bills
ALTER TABLE public.bills DROP COLUMN due;

-- hazard data-loss: column public.orders.due: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.orders
ALTER TABLE public.orders DROP COLUMN due;

CREATE FUNCTION public.all_orders()
RETURNS SETOF public.orders
LANGUAGE sql
BEGIN ATOMIC
 SELECT orders.id,
     orders.paid
    FROM public.orders;
END;
