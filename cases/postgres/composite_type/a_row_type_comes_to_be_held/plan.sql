-- forward

-- hazard rewrite: column public.r.a: its values are converted from integer to bigint
-- hazard may-fail: column public.r.a: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.r
ALTER TABLE public.r ALTER COLUMN a TYPE bigint USING a::bigint,
    ADD COLUMN b text[] DEFAULT '{}'::text[] NOT NULL;

CREATE TABLE public.a (
    id integer,
    r public.r,
    list public.r[]
);

-- hazard data-loss: column public.t.z: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP COLUMN z;

-- hazard rewrite: column public.z.a: its values are converted from integer to text
-- hazard may-fail: column public.z.a: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.z
ALTER TABLE public.z ALTER COLUMN a TYPE text USING a::text,
    ADD COLUMN n integer GENERATED ALWAYS AS (3) STORED;

-- backward

-- hazard data-loss: column public.r.b: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.r
ALTER TABLE public.r DROP COLUMN b;

-- hazard rewrite: column public.z.a: its values are converted from text to integer
-- hazard may-fail: column public.z.a: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.z
ALTER TABLE public.z DROP COLUMN n,
    ALTER COLUMN a TYPE integer USING a::integer;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ADD COLUMN z public.z;

-- hazard data-loss: table public.a: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.a
DROP TABLE public.a;

-- hazard rewrite: column public.r.a: its values are converted from bigint to integer
-- hazard may-fail: column public.r.a: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.r
ALTER TABLE public.r ALTER COLUMN a TYPE integer USING a::integer;
