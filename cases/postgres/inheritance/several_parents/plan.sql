-- forward

-- refused: 1 change cannot be made
-- refused:   column public.thing.day: it would stay the child's own, and no statement takes that back

-- backward

-- locks ACCESS EXCLUSIVE on public.thing, SHARE UPDATE EXCLUSIVE on public.dated
ALTER TABLE public.thing NO INHERIT public.dated;

-- hazard data-loss: column public.thing.day: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.thing
ALTER TABLE public.thing DROP COLUMN day;

-- hazard data-loss: table public.other: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.other
DROP TABLE public.other;
