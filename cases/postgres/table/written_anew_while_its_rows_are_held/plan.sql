-- forward

-- refused: 1 change cannot be made
-- refused:   table public.users: another column holds rows of this table, and PostgreSQL does not write it anew then; make a new table, and copy the rows

-- backward

-- refused: 1 change cannot be made
-- refused:   table public.users: another column holds rows of this table, and PostgreSQL does not write it anew then; make a new table, and copy the rows
