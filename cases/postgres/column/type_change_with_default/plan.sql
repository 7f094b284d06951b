-- forward

-- hazard rewrite: column public.a.id: its values are converted from integer to bigint
-- hazard may-fail: column public.a.id: a value that does not convert stops it
-- hazard rewrite: column public.a.b: its values are converted from text to integer
-- hazard may-fail: column public.a.b: a value that does not convert stops it
-- hazard rewrite: column public.a.d: its values are converted from boolean to integer
-- hazard may-fail: column public.a.d: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN b DROP DEFAULT,
    ALTER COLUMN c DROP DEFAULT,
    ALTER COLUMN d DROP DEFAULT,
    ALTER COLUMN id DROP DEFAULT,
    ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN b TYPE integer USING b::integer,
    ALTER COLUMN c TYPE text USING c::text,
    ALTER COLUMN d TYPE integer USING d::integer,
    ALTER COLUMN b SET DEFAULT 5,
    ALTER COLUMN c SET DEFAULT 'abc'::text,
    ALTER COLUMN d SET DEFAULT 1,
    ALTER COLUMN id SET DEFAULT 1;

-- backward

-- hazard rewrite: column public.a.id: its values are converted from bigint to integer
-- hazard may-fail: column public.a.id: a value that does not convert stops it
-- hazard rewrite: column public.a.b: its values are converted from integer to text
-- hazard may-fail: column public.a.b: a value that does not convert stops it
-- hazard rewrite: column public.a.c: its values are converted from text to character varying(5)
-- hazard may-fail: column public.a.c: a value that does not convert stops it
-- hazard rewrite: column public.a.d: its values are converted from integer to boolean
-- hazard may-fail: column public.a.d: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN b DROP DEFAULT,
    ALTER COLUMN c DROP DEFAULT,
    ALTER COLUMN d DROP DEFAULT,
    ALTER COLUMN id DROP DEFAULT,
    ALTER COLUMN id TYPE integer USING id::integer,
    ALTER COLUMN b TYPE text USING b::text,
    ALTER COLUMN c TYPE character varying(5) USING c::character varying(5),
    ALTER COLUMN d TYPE boolean USING d::boolean,
    ALTER COLUMN b SET DEFAULT '5'::text,
    ALTER COLUMN c SET DEFAULT 'abc'::character varying,
    ALTER COLUMN d SET DEFAULT true,
    ALTER COLUMN id SET DEFAULT 1;
