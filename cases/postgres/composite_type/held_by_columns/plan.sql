-- forward

-- hazard data-loss: composite_type public.c: the values of attribute b are lost
-- locks ACCESS EXCLUSIVE on public.c
ALTER TYPE public.c DROP ATTRIBUTE b,
    ADD ATTRIBUTE d date;

-- locks SHARE UPDATE EXCLUSIVE on public.c
COMMENT ON COLUMN public.c.a IS 'a, changed';

-- locks SHARE UPDATE EXCLUSIVE on public.c
COMMENT ON COLUMN public.c.d IS 'd';

-- backward

-- locks SHARE UPDATE EXCLUSIVE on public.c
COMMENT ON COLUMN public.c.d IS NULL;

-- hazard data-loss: composite_type public.c: the values of attribute d are lost
-- locks ACCESS EXCLUSIVE on public.c
ALTER TYPE public.c DROP ATTRIBUTE d,
    ADD ATTRIBUTE b text;

-- locks SHARE UPDATE EXCLUSIVE on public.c
COMMENT ON COLUMN public.c.a IS 'a';
