-- forward

-- hazard rewrite: column public.a.b: its values are converted from integer to bigint
-- hazard may-fail: column public.a.b: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN b DROP DEFAULT,
    DROP COLUMN c,
    ALTER COLUMN b TYPE bigint USING b::bigint,
    ADD COLUMN c bigint GENERATED ALWAYS AS ((b * 2)) STORED,
    ALTER COLUMN b SET DEFAULT 1;

-- hazard rewrite: column public.other.id: its values are converted from integer to bigint
-- hazard may-fail: column public.other.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.other
ALTER TABLE public.other ALTER COLUMN id TYPE bigint USING id::bigint;

-- hazard rewrite: column public.referring.b: its values are converted from integer to bigint
-- hazard may-fail: column public.referring.b: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.referring
ALTER TABLE public.referring ALTER COLUMN b TYPE bigint USING b::bigint;

-- backward

-- hazard rewrite: column public.a.b: its values are converted from bigint to integer
-- hazard may-fail: column public.a.b: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN b DROP DEFAULT,
    DROP COLUMN c,
    ALTER COLUMN b TYPE integer USING b::integer,
    ADD COLUMN c integer GENERATED ALWAYS AS ((b * 2)) STORED,
    ALTER COLUMN b SET DEFAULT 1;

-- hazard rewrite: column public.other.id: its values are converted from bigint to integer
-- hazard may-fail: column public.other.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.other
ALTER TABLE public.other ALTER COLUMN id TYPE integer USING id::integer;

-- hazard rewrite: column public.referring.b: its values are converted from bigint to integer
-- hazard may-fail: column public.referring.b: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.referring
ALTER TABLE public.referring ALTER COLUMN b TYPE integer USING b::integer;
