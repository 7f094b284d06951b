-- forward

-- hazard data-loss: table public.y: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.y
DROP TABLE public.y;

CREATE TYPE public.y AS ENUM ('a');

DROP TYPE public.x;

CREATE TABLE public.x (
    id integer,
    y public.y
);

-- backward

-- hazard data-loss: table public.x: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.x
DROP TABLE public.x;

CREATE TYPE public.x AS ENUM ('a');

DROP TYPE public.y;

CREATE TABLE public.y (
    id integer
);
