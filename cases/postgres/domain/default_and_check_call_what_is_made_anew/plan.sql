-- forward

ALTER DOMAIN public.d DROP CONSTRAINT d_check;

ALTER DOMAIN public.e DROP CONSTRAINT e_check;

ALTER DOMAIN public.d DROP DEFAULT;

ALTER DOMAIN public.e DROP DEFAULT;

DROP FUNCTION public.fits(integer);

DROP FUNCTION public.start(integer);

SET check_function_bodies = off;

CREATE FUNCTION public.fits(b integer)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $$ SELECT b > 0 $$;

ALTER DOMAIN public.e RENAME TO e__evenkeel_old;

CREATE DOMAIN public.e AS integer
    CONSTRAINT e_check CHECK (public.fits(VALUE));

-- hazard rewrite: column public.t.e: its values are converted from public.e[] to public.e[]
-- hazard may-fail: column public.t.e: a value that the new type does not allow stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e TYPE public.e[] USING e::public.e[];

DROP DOMAIN public.e__evenkeel_old;

-- hazard may-fail: domain_check public.d.d_check: values that break the constraint stop it
-- hazard long-lock: domain_check public.d.d_check: the rows of all its columns are read while writers wait
-- locks SHARE on public.t
ALTER DOMAIN public.d ADD CONSTRAINT d_check CHECK (public.fits(VALUE));

CREATE FUNCTION public.start(b integer)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$ SELECT 1 $$;

RESET check_function_bodies;

ALTER DOMAIN public.d SET DEFAULT public.start(1);

ALTER DOMAIN public.e SET DEFAULT public.start(1);

-- backward

ALTER DOMAIN public.d DROP CONSTRAINT d_check;

ALTER DOMAIN public.e DROP CONSTRAINT e_check;

ALTER DOMAIN public.d DROP DEFAULT;

ALTER DOMAIN public.e DROP DEFAULT;

DROP FUNCTION public.fits(integer);

DROP FUNCTION public.start(integer);

SET check_function_bodies = off;

CREATE FUNCTION public.fits(a integer)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $$ SELECT a > 0 $$;

ALTER DOMAIN public.e RENAME TO e__evenkeel_old;

CREATE DOMAIN public.e AS integer
    CONSTRAINT e_check CHECK (public.fits(VALUE));

-- hazard rewrite: column public.t.e: its values are converted from public.e[] to public.e[]
-- hazard may-fail: column public.t.e: a value that the new type does not allow stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e TYPE public.e[] USING e::public.e[];

DROP DOMAIN public.e__evenkeel_old;

-- hazard may-fail: domain_check public.d.d_check: values that break the constraint stop it
-- hazard long-lock: domain_check public.d.d_check: the rows of all its columns are read while writers wait
-- locks SHARE on public.t
ALTER DOMAIN public.d ADD CONSTRAINT d_check CHECK (public.fits(VALUE));

CREATE FUNCTION public.start(a integer)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$ SELECT 1 $$;

RESET check_function_bodies;

ALTER DOMAIN public.d SET DEFAULT public.start(1);

ALTER DOMAIN public.e SET DEFAULT public.start(1);
