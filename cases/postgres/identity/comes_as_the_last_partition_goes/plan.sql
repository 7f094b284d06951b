-- forward

-- hazard data-loss: table public.days_rest: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.days_rest, ACCESS EXCLUSIVE on public.days
DROP TABLE public.days_rest;

-- locks ACCESS EXCLUSIVE on public.days, ACCESS EXCLUSIVE on public.days_rest
ALTER TABLE public.days ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY NOT NULL;

-- backward

-- hazard data-loss: column public.days.number: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.days, ACCESS EXCLUSIVE on public.days_rest
ALTER TABLE public.days DROP COLUMN number;

CREATE TABLE public.days_rest (
    day date
);

-- hazard may-fail: partition public.days_rest: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.days, ACCESS EXCLUSIVE on public.days_rest
ALTER TABLE ONLY public.days ATTACH PARTITION public.days_rest DEFAULT;
