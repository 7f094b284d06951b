-- forward

-- hazard data-loss: table public.ships: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.ships
DROP TABLE public.ships;

-- locks ACCESS EXCLUSIVE on public.people, ACCESS EXCLUSIVE on public.ships
ALTER TABLE public.people ADD COLUMN seen date;

-- locks ACCESS EXCLUSIVE on public.places, ACCESS EXCLUSIVE on public.ships
ALTER TABLE public.places ADD COLUMN seen timestamp with time zone;

-- backward

-- hazard data-loss: column public.people.seen: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.people, ACCESS EXCLUSIVE on public.ships
ALTER TABLE public.people DROP COLUMN seen;

-- hazard data-loss: column public.places.seen: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.places, ACCESS EXCLUSIVE on public.ships
ALTER TABLE public.places DROP COLUMN seen;

-- locks SHARE UPDATE EXCLUSIVE on public.people, SHARE UPDATE EXCLUSIVE on public.places
CREATE TABLE public.ships ()
INHERITS (public.places, public.people);
