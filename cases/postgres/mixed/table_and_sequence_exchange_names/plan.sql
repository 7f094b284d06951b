-- forward

-- hazard data-loss: table public.x: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.x
DROP TABLE public.x;

CREATE SEQUENCE public.x;

-- hazard data-loss: sequence public.y: its current value is lost
-- locks ACCESS EXCLUSIVE on public.y
DROP SEQUENCE public.y;

CREATE TABLE public.y (
    id integer DEFAULT 5
);

-- backward

-- hazard data-loss: table public.y: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.y
DROP TABLE public.y;

CREATE SEQUENCE public.y;

-- hazard data-loss: sequence public.x: its current value is lost
-- locks ACCESS EXCLUSIVE on public.x
DROP SEQUENCE public.x;

CREATE TABLE public.x (
    id integer
);
