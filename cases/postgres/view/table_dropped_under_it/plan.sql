-- forward

-- locks ACCESS EXCLUSIVE on public.goes
DROP VIEW public.goes;

-- locks ACCESS EXCLUSIVE on public.v
CREATE OR REPLACE VIEW public.v AS
SELECT u.id
   FROM public.u;

-- locks ACCESS EXCLUSIVE on public.w
CREATE OR REPLACE VIEW public.w AS
SELECT u.id
   FROM public.u;

-- hazard data-loss: column public.u.extra: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.u
ALTER TABLE public.u DROP COLUMN extra;

-- hazard data-loss: table public.t: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.t
DROP TABLE public.t;

-- backward

CREATE TABLE public.t (
    id integer
);

-- locks ACCESS EXCLUSIVE on public.u
ALTER TABLE public.u ADD COLUMN extra integer;

CREATE VIEW public.goes AS
SELECT t.id
   FROM public.t;

-- locks ACCESS EXCLUSIVE on public.v
CREATE OR REPLACE VIEW public.v AS
SELECT t.id
   FROM public.t;

-- locks ACCESS EXCLUSIVE on public.w
CREATE OR REPLACE VIEW public.w AS
SELECT u.id
   FROM public.u
  WHERE (u.extra > 0);
