-- forward

-- hazard data-loss: column public.parent.x: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.parent, ACCESS EXCLUSIVE on public.child
ALTER TABLE public.parent DROP COLUMN x;

-- backward

-- locks ACCESS EXCLUSIVE on public.parent, ACCESS EXCLUSIVE on public.child
ALTER TABLE public.parent ADD COLUMN x text;
