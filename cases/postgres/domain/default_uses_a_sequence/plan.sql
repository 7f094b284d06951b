-- forward

ALTER DOMAIN public.d SET DEFAULT nextval('public.s'::regclass);

CREATE SEQUENCE public.n;

CREATE DOMAIN public.e AS bigint DEFAULT nextval('public.n'::regclass);

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ADD COLUMN e public.e;

-- backward

ALTER DOMAIN public.d DROP DEFAULT;

-- hazard data-loss: column public.t.e: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP COLUMN e;

DROP DOMAIN public.e;

-- hazard data-loss: sequence public.n: its current value is lost
-- locks ACCESS EXCLUSIVE on public.n
DROP SEQUENCE public.n;
