-- forward

DROP CAST (public.e AS integer);

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('2', '1');

-- hazard rewrite: column public.t.e: its values are converted from public.e to public.e
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e TYPE public.e USING e::text::public.e;

DROP TYPE public.e__evenkeel_old;

CREATE CAST (public.e AS integer) WITH INOUT;

COMMENT ON CAST (public.e AS integer) IS 'x';

-- backward

DROP CAST (public.e AS integer);

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('1', '2');

-- hazard rewrite: column public.t.e: its values are converted from public.e to public.e
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e TYPE public.e USING e::text::public.e;

DROP TYPE public.e__evenkeel_old;

CREATE CAST (public.e AS integer) WITH INOUT;

COMMENT ON CAST (public.e AS integer) IS 'x';
