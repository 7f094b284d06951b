-- forward

-- locks ACCESS EXCLUSIVE on public.t
DROP POLICY p ON public.t;

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

-- hazard data-loss: table public.t: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.t
DROP TABLE public.t;

-- backward

CREATE TABLE public.t (
    id integer
);

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ENABLE ROW LEVEL SECURITY;

CREATE VIEW public.v AS
SELECT t.id
   FROM public.t
  WHERE (t.id > 0);

-- locks ACCESS EXCLUSIVE on public.t
CREATE POLICY p ON public.t
    USING ((EXISTS ( SELECT
   FROM public.v
  WHERE (v.id = t.id))));
