-- forward

-- refused: 1 change cannot be made
-- refused:   column public.r.a: another column holds rows of this table, and PostgreSQL does not change them; add a column of the new type beside it

-- backward

-- refused: 1 change cannot be made
-- refused:   column public.r.a: another column holds rows of this table, and PostgreSQL does not change them; add a column of the new type beside it
