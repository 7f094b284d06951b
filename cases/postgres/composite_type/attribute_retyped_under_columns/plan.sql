-- forward

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN c DROP DEFAULT;

-- locks ACCESS EXCLUSIVE on public.c
ALTER TYPE public.c RENAME TO c__evenkeel_old;

CREATE TYPE public.c AS (
    a bigint,
    b text
);

-- hazard rewrite: column public.t.c: its values are converted from public.c to public.c
-- hazard may-fail: column public.t.c: a row value that does not convert stops it
-- hazard rewrite: column public.t.list: its values are converted from public.c[] to public.c[]
-- hazard may-fail: column public.t.list: a row value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN c TYPE public.c USING c::text::public.c,
    ALTER COLUMN list TYPE public.c[] USING list::text[]::public.c[];

-- locks ACCESS EXCLUSIVE on public.c__evenkeel_old
DROP TYPE public.c__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN c SET DEFAULT ROW((1)::bigint, 'x'::text);

COMMENT ON TYPE public.c IS 'c';

-- locks SHARE UPDATE EXCLUSIVE on public.c
COMMENT ON COLUMN public.c.a IS 'a';

-- backward

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN c DROP DEFAULT;

-- locks ACCESS EXCLUSIVE on public.c
ALTER TYPE public.c RENAME TO c__evenkeel_old;

CREATE TYPE public.c AS (
    a integer,
    b text
);

-- hazard rewrite: column public.t.c: its values are converted from public.c to public.c
-- hazard may-fail: column public.t.c: a row value that does not convert stops it
-- hazard rewrite: column public.t.list: its values are converted from public.c[] to public.c[]
-- hazard may-fail: column public.t.list: a row value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN c TYPE public.c USING c::text::public.c,
    ALTER COLUMN list TYPE public.c[] USING list::text[]::public.c[];

-- locks ACCESS EXCLUSIVE on public.c__evenkeel_old
DROP TYPE public.c__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN c SET DEFAULT ROW(1, 'x'::text);

COMMENT ON TYPE public.c IS 'c';

-- locks SHARE UPDATE EXCLUSIVE on public.c
COMMENT ON COLUMN public.c.a IS 'a';
