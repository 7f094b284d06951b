-- forward

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('b', 'a');

-- hazard rewrite: column public.t.e: its values are converted from public.e to public.e
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e TYPE public.e USING e::text::public.e;

DROP TYPE public.e__evenkeel_old;

COMMENT ON TYPE public.e IS 'e';

-- backward

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('a', 'b');

-- hazard rewrite: column public.t.e: its values are converted from public.e to public.e
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e TYPE public.e USING e::text::public.e;

DROP TYPE public.e__evenkeel_old;

COMMENT ON TYPE public.e IS 'e';
