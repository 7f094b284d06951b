-- forward

-- refused: 1 change cannot be made
-- refused:   column public.t.e: another kind of thing takes the name of its type; give the new one another name

-- backward

-- refused: 1 change cannot be made
-- refused:   column public.t.e: another kind of thing takes the name of its type; give the new one another name
