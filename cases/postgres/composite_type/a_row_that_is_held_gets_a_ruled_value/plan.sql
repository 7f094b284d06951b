-- forward

-- refused: 1 change cannot be made
-- refused:   column public.r.b: another column holds rows of this table, and PostgreSQL adds no column of a domain with a default or rules to those; use the type that the domain is over

-- backward

-- hazard data-loss: column public.r.b: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.r
ALTER TABLE public.r DROP COLUMN b;
