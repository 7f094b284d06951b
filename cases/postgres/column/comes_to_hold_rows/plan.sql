-- forward

-- hazard data-loss: column public.addresses.seen: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.addresses
ALTER TABLE public.addresses DROP COLUMN seen,
    ADD COLUMN city text DEFAULT upper('rome'::text);

-- hazard rewrite: column public.orders.shipped_to: its values are converted from text to public.addresses
-- hazard may-fail: column public.orders.shipped_to: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.orders
ALTER TABLE public.orders ALTER COLUMN shipped_to TYPE public.addresses USING shipped_to::public.addresses;

-- backward

-- hazard data-loss: column public.addresses.city: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.addresses
ALTER TABLE public.addresses DROP COLUMN city;

-- hazard rewrite: column public.orders.shipped_to: its values are converted from public.addresses to text
-- hazard may-fail: column public.orders.shipped_to: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.orders
ALTER TABLE public.orders ALTER COLUMN shipped_to TYPE text USING shipped_to::text;

-- locks ACCESS EXCLUSIVE on public.addresses
ALTER TABLE public.addresses ADD COLUMN seen timestamp with time zone DEFAULT now();
