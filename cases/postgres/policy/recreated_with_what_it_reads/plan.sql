-- forward

-- locks ACCESS EXCLUSIVE on public.t
DROP POLICY calls ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
DROP POLICY moody ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
DROP POLICY reads_n ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
DROP POLICY reads_other ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
DROP POLICY reads_view ON public.t;

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

DROP FUNCTION public.allowed(integer);

ALTER TYPE public.mood RENAME TO mood__evenkeel_old;

CREATE TYPE public.mood AS ENUM ('happy', 'ok');

-- hazard rewrite: column public.t.m: its values are converted from public.mood to public.mood
-- hazard may-fail: column public.t.m: rows that hold sad do not fit the new type
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN m TYPE public.mood USING m::text::public.mood;

DROP TYPE public.mood__evenkeel_old;

SET check_function_bodies = off;

CREATE FUNCTION public.allowed(b integer)
RETURNS boolean
LANGUAGE sql
AS $$SELECT true$$;

RESET check_function_bodies;

-- hazard rewrite: column public.other.id: its values are converted from integer to bigint
-- hazard may-fail: column public.other.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.other
ALTER TABLE public.other ALTER COLUMN id TYPE bigint USING id::bigint;

-- hazard rewrite: column public.t.n: its values are converted from integer to bigint
-- hazard may-fail: column public.t.n: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN n TYPE bigint USING n::bigint;

CREATE VIEW public.v AS
SELECT other.id
   FROM public.other;

-- locks ACCESS EXCLUSIVE on public.t
CREATE POLICY calls ON public.t
    USING (public.allowed(id));

-- locks ACCESS EXCLUSIVE on public.t
CREATE POLICY moody ON public.t
    USING ((m = 'ok'::public.mood));

-- locks ACCESS EXCLUSIVE on public.t
ALTER POLICY reads_gone ON public.t
    USING ((id > 0));

-- hazard data-loss: column public.t.gone: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP COLUMN gone;

-- locks ACCESS EXCLUSIVE on public.t
CREATE POLICY reads_n ON public.t
    USING ((n > 0));

-- locks ACCESS EXCLUSIVE on public.t
CREATE POLICY reads_other ON public.t
    USING ((EXISTS ( SELECT
   FROM public.other o
  WHERE (o.id = t.id))));

-- locks ACCESS EXCLUSIVE on public.t
CREATE POLICY reads_view ON public.t
    USING ((EXISTS ( SELECT
   FROM public.v
  WHERE (v.id = t.id))));

COMMENT ON POLICY reads_view ON public.t IS 'stays';

-- backward

-- locks ACCESS EXCLUSIVE on public.t
DROP POLICY calls ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
DROP POLICY moody ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
DROP POLICY reads_n ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
DROP POLICY reads_other ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
DROP POLICY reads_view ON public.t;

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

DROP FUNCTION public.allowed(integer);

ALTER TYPE public.mood RENAME TO mood__evenkeel_old;

CREATE TYPE public.mood AS ENUM ('sad', 'ok', 'happy');

-- hazard rewrite: column public.t.m: its values are converted from public.mood to public.mood
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN m TYPE public.mood USING m::text::public.mood;

DROP TYPE public.mood__evenkeel_old;

SET check_function_bodies = off;

CREATE FUNCTION public.allowed(a integer)
RETURNS boolean
LANGUAGE sql
AS $$SELECT true$$;

RESET check_function_bodies;

-- hazard rewrite: column public.other.id: its values are converted from bigint to integer
-- hazard may-fail: column public.other.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.other
ALTER TABLE public.other ALTER COLUMN id TYPE integer USING id::integer;

-- hazard rewrite: column public.t.n: its values are converted from bigint to integer
-- hazard may-fail: column public.t.n: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN n TYPE integer USING n::integer,
    ADD COLUMN gone integer;

CREATE VIEW public.v AS
SELECT other.id
   FROM public.other;

-- locks ACCESS EXCLUSIVE on public.t
CREATE POLICY calls ON public.t
    USING (public.allowed(id));

-- locks ACCESS EXCLUSIVE on public.t
CREATE POLICY moody ON public.t
    USING ((m = 'ok'::public.mood));

-- locks ACCESS EXCLUSIVE on public.t
ALTER POLICY reads_gone ON public.t
    USING ((gone > 0));

-- locks ACCESS EXCLUSIVE on public.t
CREATE POLICY reads_n ON public.t
    USING ((n > 0));

-- locks ACCESS EXCLUSIVE on public.t
CREATE POLICY reads_other ON public.t
    USING ((EXISTS ( SELECT
   FROM public.other o
  WHERE (o.id = t.id))));

-- locks ACCESS EXCLUSIVE on public.t
CREATE POLICY reads_view ON public.t
    USING ((EXISTS ( SELECT
   FROM public.v
  WHERE (v.id = t.id))));

COMMENT ON POLICY reads_view ON public.t IS 'stays';
