-- forward

-- locks ACCESS EXCLUSIVE on public.c
ALTER TYPE public.c RENAME TO c__evenkeel_old;

CREATE TYPE public.c AS (
    a integer,
    middle date,
    b text
);

-- hazard rewrite: column public.t.c: its values are converted from public.c to public.c
-- hazard may-fail: column public.t.c: a row value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN c TYPE public.c USING CASE WHEN c IS DISTINCT FROM NULL THEN ROW((c).a, NULL, (c).b)::public.c END;

-- locks ACCESS EXCLUSIVE on public.c__evenkeel_old
DROP TYPE public.c__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.d
ALTER TYPE public.d RENAME TO d__evenkeel_old;

CREATE TYPE public.d AS (
    b text,
    a bigint
);

-- hazard rewrite: column public.t.d: its values are converted from public.d to public.d
-- hazard may-fail: column public.t.d: a row value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN d TYPE public.d USING CASE WHEN d IS DISTINCT FROM NULL THEN ROW((d).b, ((d).a)::text::bigint)::public.d END;

-- hazard data-loss: composite_type public.d: the values of attribute gone are lost
-- locks ACCESS EXCLUSIVE on public.d__evenkeel_old
DROP TYPE public.d__evenkeel_old;

-- backward

-- hazard data-loss: composite_type public.c: the values of attribute middle are lost
-- locks ACCESS EXCLUSIVE on public.c
ALTER TYPE public.c DROP ATTRIBUTE middle;

-- locks ACCESS EXCLUSIVE on public.d
ALTER TYPE public.d RENAME TO d__evenkeel_old;

CREATE TYPE public.d AS (
    a integer,
    b text,
    gone integer
);

-- hazard rewrite: column public.t.d: its values are converted from public.d to public.d
-- hazard may-fail: column public.t.d: a row value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN d TYPE public.d USING CASE WHEN d IS DISTINCT FROM NULL THEN ROW(((d).a)::text::integer, (d).b, NULL)::public.d END;

-- locks ACCESS EXCLUSIVE on public.d__evenkeel_old
DROP TYPE public.d__evenkeel_old;
