-- forward

-- locks ACCESS EXCLUSIVE on public.t
DROP TRIGGER calls ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
DROP TRIGGER moody ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
DROP TRIGGER of_gone ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
DROP TRIGGER of_n ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
DROP TRIGGER reads_n ON public.t;

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

DROP FUNCTION public.is_odd(integer);

ALTER TYPE public.mood RENAME TO mood__evenkeel_old;

CREATE TYPE public.mood AS ENUM ('happy', 'ok');

-- hazard rewrite: column public.t.m: its values are converted from public.mood to public.mood
-- hazard may-fail: column public.t.m: rows that hold sad do not fit the new type
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN m TYPE public.mood USING m::text::public.mood;

DROP TYPE public.mood__evenkeel_old;

SET check_function_bodies = off;

CREATE FUNCTION public.is_odd(b integer)
RETURNS boolean
LANGUAGE sql
AS $$SELECT b % 2 = 1$$;

RESET check_function_bodies;

-- hazard data-loss: column public.t.gone: the column and its values are lost
-- hazard rewrite: column public.t.n: its values are converted from integer to bigint
-- hazard may-fail: column public.t.n: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP COLUMN gone,
    ALTER COLUMN n TYPE bigint USING n::bigint;

CREATE VIEW public.v AS
SELECT t.id,
    t.n
   FROM public.t;

-- locks SHARE ROW EXCLUSIVE on public.t
CREATE TRIGGER calls BEFORE INSERT ON public.t FOR EACH ROW WHEN (public.is_odd(new.id)) EXECUTE FUNCTION public.tell();

-- locks SHARE ROW EXCLUSIVE on public.t
CREATE TRIGGER moody BEFORE INSERT ON public.t FOR EACH ROW WHEN ((new.m = 'ok'::public.mood)) EXECUTE FUNCTION public.tell();

-- locks SHARE ROW EXCLUSIVE on public.t
CREATE TRIGGER of_gone BEFORE UPDATE OF n ON public.t FOR EACH ROW EXECUTE FUNCTION public.tell();

-- locks SHARE ROW EXCLUSIVE on public.t
CREATE TRIGGER of_n BEFORE UPDATE OF n ON public.t FOR EACH ROW EXECUTE FUNCTION public.tell();

-- locks SHARE ROW EXCLUSIVE on public.t
CREATE TRIGGER reads_n BEFORE UPDATE ON public.t FOR EACH ROW WHEN ((old.n IS DISTINCT FROM new.n)) EXECUTE FUNCTION public.tell();

-- locks SHARE ROW EXCLUSIVE on public.t
ALTER TABLE public.t DISABLE TRIGGER reads_n;

-- locks SHARE ROW EXCLUSIVE on public.v
CREATE TRIGGER on_view INSTEAD OF INSERT ON public.v FOR EACH ROW EXECUTE FUNCTION public.tell();

COMMENT ON TRIGGER reads_n ON public.t IS 'reads';

COMMENT ON TRIGGER on_view ON public.v IS 'on a view';

-- backward

-- locks ACCESS EXCLUSIVE on public.t
DROP TRIGGER calls ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
DROP TRIGGER moody ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
DROP TRIGGER of_gone ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
DROP TRIGGER of_n ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
DROP TRIGGER reads_n ON public.t;

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

DROP FUNCTION public.is_odd(integer);

ALTER TYPE public.mood RENAME TO mood__evenkeel_old;

CREATE TYPE public.mood AS ENUM ('sad', 'ok', 'happy');

-- hazard rewrite: column public.t.m: its values are converted from public.mood to public.mood
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN m TYPE public.mood USING m::text::public.mood;

DROP TYPE public.mood__evenkeel_old;

SET check_function_bodies = off;

CREATE FUNCTION public.is_odd(a integer)
RETURNS boolean
LANGUAGE sql
AS $$SELECT a % 2 = 1$$;

RESET check_function_bodies;

-- hazard rewrite: column public.t.n: its values are converted from bigint to integer
-- hazard may-fail: column public.t.n: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN n TYPE integer USING n::integer,
    ADD COLUMN gone integer;

CREATE VIEW public.v AS
SELECT t.id,
    t.n
   FROM public.t;

-- locks SHARE ROW EXCLUSIVE on public.t
CREATE TRIGGER calls BEFORE INSERT ON public.t FOR EACH ROW WHEN (public.is_odd(new.id)) EXECUTE FUNCTION public.tell();

-- locks SHARE ROW EXCLUSIVE on public.t
CREATE TRIGGER moody BEFORE INSERT ON public.t FOR EACH ROW WHEN ((new.m = 'ok'::public.mood)) EXECUTE FUNCTION public.tell();

-- locks SHARE ROW EXCLUSIVE on public.t
CREATE TRIGGER of_gone BEFORE UPDATE OF n, gone ON public.t FOR EACH ROW EXECUTE FUNCTION public.tell();

-- locks SHARE ROW EXCLUSIVE on public.t
CREATE TRIGGER of_n BEFORE UPDATE OF n ON public.t FOR EACH ROW EXECUTE FUNCTION public.tell();

-- locks SHARE ROW EXCLUSIVE on public.t
CREATE TRIGGER reads_n BEFORE UPDATE ON public.t FOR EACH ROW WHEN ((old.n IS DISTINCT FROM new.n)) EXECUTE FUNCTION public.tell();

-- locks SHARE ROW EXCLUSIVE on public.t
ALTER TABLE public.t DISABLE TRIGGER reads_n;

-- locks SHARE ROW EXCLUSIVE on public.v
CREATE TRIGGER on_view INSTEAD OF INSERT ON public.v FOR EACH ROW EXECUTE FUNCTION public.tell();

COMMENT ON TRIGGER reads_n ON public.t IS 'reads';

COMMENT ON TRIGGER on_view ON public.v IS 'on a view';
