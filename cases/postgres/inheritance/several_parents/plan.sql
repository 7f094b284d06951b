-- forward

-- locks SHARE UPDATE EXCLUSIVE on public.dated, SHARE UPDATE EXCLUSIVE on public.named
CREATE TABLE public.other (
    id integer
)
INHERITS (public.dated, public.named);

-- locks ACCESS EXCLUSIVE on public.thing
ALTER TABLE public.thing ADD COLUMN day date;

-- locks ACCESS EXCLUSIVE on public.thing, SHARE UPDATE EXCLUSIVE on public.dated
ALTER TABLE public.thing INHERIT public.dated;

-- backward

-- locks ACCESS EXCLUSIVE on public.thing, SHARE UPDATE EXCLUSIVE on public.dated
ALTER TABLE public.thing NO INHERIT public.dated;

-- hazard data-loss: column public.thing.day: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.thing
ALTER TABLE public.thing DROP COLUMN day;

-- hazard data-loss: table public.other: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.other
DROP TABLE public.other;
