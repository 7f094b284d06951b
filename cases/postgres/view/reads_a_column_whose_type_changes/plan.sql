-- forward

-- locks ACCESS EXCLUSIVE on public.above
DROP VIEW public.above;

-- locks ACCESS EXCLUSIVE on public.moody
DROP VIEW public.moody;

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

ALTER TYPE public.mood RENAME TO mood__evenkeel_old;

CREATE TYPE public.mood AS ENUM ('ok', 'sad');

-- hazard rewrite: column public.t.m: its values are converted from public.mood to public.mood
-- hazard may-fail: column public.t.m: rows that hold happy do not fit the new type
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN m TYPE public.mood USING m::text::public.mood;

DROP TYPE public.mood__evenkeel_old;

-- hazard rewrite: column public.t.a: its values are converted from integer to bigint
-- hazard may-fail: column public.t.a: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN a TYPE bigint USING a::bigint;

CREATE VIEW public.moody AS
SELECT t.id
   FROM public.t
  WHERE (t.m = 'ok'::public.mood);

CREATE VIEW public.v AS
SELECT t.a
   FROM public.t;

CREATE VIEW public.above AS
SELECT count(*) AS count
   FROM public.v;

-- locks SHARE UPDATE EXCLUSIVE on public.above
COMMENT ON VIEW public.above IS 'counted';

-- backward

-- locks ACCESS EXCLUSIVE on public.above
DROP VIEW public.above;

-- locks ACCESS EXCLUSIVE on public.moody
DROP VIEW public.moody;

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

ALTER TYPE public.mood RENAME TO mood__evenkeel_old;

CREATE TYPE public.mood AS ENUM ('sad', 'ok', 'happy');

-- hazard rewrite: column public.t.m: its values are converted from public.mood to public.mood
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN m TYPE public.mood USING m::text::public.mood;

DROP TYPE public.mood__evenkeel_old;

-- hazard rewrite: column public.t.a: its values are converted from bigint to integer
-- hazard may-fail: column public.t.a: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN a TYPE integer USING a::integer;

CREATE VIEW public.moody AS
SELECT t.id
   FROM public.t
  WHERE (t.m = 'ok'::public.mood);

CREATE VIEW public.v AS
SELECT t.a
   FROM public.t;

CREATE VIEW public.above AS
SELECT count(*) AS count
   FROM public.v;

-- locks SHARE UPDATE EXCLUSIVE on public.above
COMMENT ON VIEW public.above IS 'counted';
