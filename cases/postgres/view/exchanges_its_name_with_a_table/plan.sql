-- forward

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

CREATE TABLE public.v (
    id integer
);

-- locks ACCESS EXCLUSIVE on public.above
CREATE OR REPLACE VIEW public.above AS
SELECT v.id
   FROM public.v;

-- hazard data-loss: table public.t: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.t
DROP TABLE public.t;

CREATE VIEW public.t AS
SELECT base.id
   FROM public.base;

-- backward

-- locks ACCESS EXCLUSIVE on public.t
DROP VIEW public.t;

CREATE TABLE public.t (
    id integer
);

-- locks ACCESS EXCLUSIVE on public.above
CREATE OR REPLACE VIEW public.above AS
SELECT t.id
   FROM public.t;

-- hazard data-loss: table public.v: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.v
DROP TABLE public.v;

CREATE VIEW public.v AS
SELECT base.id
   FROM public.base;
