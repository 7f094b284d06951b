-- forward

-- hazard rewrite: column public.a.id: its values are converted from integer to bigint
-- hazard may-fail: column public.a.id: a value that does not convert stops it
-- hazard long-lock: column public.a.day: all rows are read while everyone waits
-- hazard may-fail: column public.a.day: rows where it is null stop it
-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1
ALTER TABLE public.a ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN day SET NOT NULL,
    ADD COLUMN name text DEFAULT 'x'::text NOT NULL,
    ADD COLUMN twice bigint GENERATED ALWAYS AS ((id * 2)) STORED;

-- backward

-- hazard data-loss: column public.a.name: the column and its values are lost
-- hazard rewrite: column public.a.id: its values are converted from bigint to integer
-- hazard may-fail: column public.a.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.a_1
ALTER TABLE public.a DROP COLUMN name,
    DROP COLUMN twice,
    ALTER COLUMN id TYPE integer USING id::integer,
    ALTER COLUMN day DROP NOT NULL;
