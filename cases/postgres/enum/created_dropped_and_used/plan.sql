-- forward

CREATE TYPE public.comes AS ENUM ('x', 'y', 'it''s; --');

CREATE TYPE public.without_labels AS ENUM ();

-- hazard data-loss: column public.a.g: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP COLUMN g,
    ADD COLUMN c public.comes;

DROP TYPE public.gone;

-- backward

CREATE TYPE public.gone AS ENUM ('a');

-- hazard data-loss: column public.a.c: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP COLUMN c,
    ADD COLUMN g public.gone;

DROP TYPE public.comes;

DROP TYPE public.without_labels;
