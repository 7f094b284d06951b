-- forward

-- hazard data-loss: table public.x: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.x
DROP TABLE public.x;

CREATE TABLE public.y (
    id integer,
    other text
);

-- locks SHARE on public.y
CREATE INDEX x ON public.y USING btree (id);

-- backward

-- hazard data-loss: table public.y: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.y
DROP TABLE public.y;

CREATE TABLE public.x (
    id integer
);

-- locks SHARE on public.x
CREATE INDEX y ON public.x USING btree (id);
