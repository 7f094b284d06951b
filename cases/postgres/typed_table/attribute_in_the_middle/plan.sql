-- forward

-- refused: 1 change cannot be made
-- refused:   typed_table public.t: its columns would stand in another order than the attributes of its type; put new attributes last

-- backward

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t NOT OF;

-- locks ACCESS EXCLUSIVE on public.c
ALTER TYPE public.c DROP ATTRIBUTE middle;

-- hazard data-loss: column public.t.middle: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP COLUMN middle;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t OF public.c;
