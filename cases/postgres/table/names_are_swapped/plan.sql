-- forward

-- hazard data-loss: column public.a.x: the column and its values are lost
-- hazard rewrite: column public.a.id: its values are converted from integer to bigint
-- hazard may-fail: column public.a.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP COLUMN x,
    ALTER COLUMN id TYPE bigint USING id::bigint,
    ADD COLUMN y date;

-- hazard data-loss: column public.b.y: the column and its values are lost
-- hazard rewrite: column public.b.id: its values are converted from bigint to integer
-- hazard may-fail: column public.b.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.b
ALTER TABLE public.b DROP COLUMN y,
    ALTER COLUMN id TYPE integer USING id::integer,
    ADD COLUMN x text;

-- backward

-- hazard data-loss: column public.a.y: the column and its values are lost
-- hazard rewrite: column public.a.id: its values are converted from bigint to integer
-- hazard may-fail: column public.a.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP COLUMN y,
    ALTER COLUMN id TYPE integer USING id::integer,
    ADD COLUMN x text;

-- hazard data-loss: column public.b.x: the column and its values are lost
-- hazard rewrite: column public.b.id: its values are converted from integer to bigint
-- hazard may-fail: column public.b.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.b
ALTER TABLE public.b DROP COLUMN x,
    ALTER COLUMN id TYPE bigint USING id::bigint,
    ADD COLUMN y date;
