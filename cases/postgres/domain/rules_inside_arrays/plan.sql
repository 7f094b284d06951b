-- forward

ALTER DOMAIN public.d DROP CONSTRAINT low;

ALTER DOMAIN public.e RENAME TO e__evenkeel_old;

CREATE DOMAIN public.e AS text CONSTRAINT e_not_null NOT NULL;

-- hazard rewrite: column public.t.e: its values are converted from public.e[] to public.e[]
-- hazard may-fail: column public.t.e: a value that the new type does not allow stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e TYPE public.e[] USING e::public.e[];

DROP DOMAIN public.e__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN list DROP DEFAULT;

ALTER DOMAIN public.d RENAME TO d__evenkeel_old;

CREATE DOMAIN public.d AS integer
    CONSTRAINT high CHECK ((VALUE < 100))
    CONSTRAINT low CHECK ((VALUE > 0));

-- hazard rewrite: column public.t.list: its values are converted from public.d[] to public.d[]
-- hazard may-fail: column public.t.list: a value that the new type does not allow stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN list TYPE public.d[] USING list::public.d[];

DROP DOMAIN public.d__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN list SET DEFAULT '{1}'::public.d[];

COMMENT ON DOMAIN public.d IS 'd';

-- backward

ALTER DOMAIN public.d DROP CONSTRAINT high;

ALTER DOMAIN public.e DROP NOT NULL;
