-- forward

-- hazard data-loss: column public.a.name: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP COLUMN name,
    ADD COLUMN "NAME" integer,
    ADD COLUMN "nAme" date;

-- backward

-- hazard data-loss: column public.a."NAME": the column and its values are lost
-- hazard data-loss: column public.a."nAme": the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP COLUMN "NAME",
    DROP COLUMN "nAme",
    ADD COLUMN name integer;
