-- forward

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ADD COLUMN a integer;

-- locks SHARE UPDATE EXCLUSIVE on public.t
CREATE STATISTICS public.s (mcv) ON a, c, ((id + 1)) FROM public.t;

-- backward

-- hazard data-loss: column public.t.a: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP COLUMN a;
