-- forward

-- refused: 1 change cannot be made
-- refused:   column public.u.cs: its elements are of a composite type whose attributes come to stand in another order or number while a type changes, and no expression takes the elements of an array along; add new attributes last, and change types in a step of their own

-- backward

-- refused: 1 change cannot be made
-- refused:   column public.u.cs: its elements are of a composite type whose attributes come to stand in another order or number while a type changes, and no expression takes the elements of an array along; add new attributes last, and change types in a step of their own
