-- forward

SET check_function_bodies = off;

CREATE FUNCTION public.second()
RETURNS trigger
LANGUAGE plpgsql
AS $$BEGIN RETURN NEW; END$$;

RESET check_function_bodies;

CREATE TABLE public.a_new_one (
    id integer NOT NULL,
    CONSTRAINT a_new_one_pkey PRIMARY KEY (id)
);

-- locks SHARE ROW EXCLUSIVE on public.a_new_one
CREATE TRIGGER a AFTER INSERT ON public.a_new_one FOR EACH ROW EXECUTE FUNCTION public.second();

-- locks SHARE ROW EXCLUSIVE on public.kept
CREATE OR REPLACE TRIGGER moves BEFORE INSERT ON public.kept FOR EACH ROW EXECUTE FUNCTION public.second();

-- hazard data-loss: table public.gone: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.gone
DROP TABLE public.gone;

DROP FUNCTION public.first();

-- backward

SET check_function_bodies = off;

CREATE FUNCTION public.first()
RETURNS trigger
LANGUAGE plpgsql
AS $$BEGIN RETURN NEW; END$$;

RESET check_function_bodies;

CREATE TABLE public.gone (
    id integer
);

-- locks SHARE ROW EXCLUSIVE on public.gone
CREATE TRIGGER gone BEFORE INSERT ON public.gone FOR EACH ROW EXECUTE FUNCTION public.first();

-- locks SHARE ROW EXCLUSIVE on public.kept
CREATE OR REPLACE TRIGGER moves BEFORE INSERT ON public.kept FOR EACH ROW EXECUTE FUNCTION public.first();

-- hazard data-loss: table public.a_new_one: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.a_new_one
DROP TABLE public.a_new_one;

DROP FUNCTION public.second();
