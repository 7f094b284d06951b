-- forward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ADD COLUMN middle text DEFAULT 'm'::text NOT NULL,
    ADD COLUMN other date;

-- backward

-- hazard data-loss: column public.a.middle: the column and its values are lost
-- hazard data-loss: column public.a.other: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP COLUMN middle,
    DROP COLUMN other;
