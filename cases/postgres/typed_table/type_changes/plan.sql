-- forward

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t NOT OF;

-- locks ACCESS EXCLUSIVE on public.u
ALTER TABLE public.u NOT OF;

-- locks ACCESS EXCLUSIVE on public.c
ALTER TYPE public.c DROP ATTRIBUTE gone,
    ALTER ATTRIBUTE a TYPE bigint,
    ADD ATTRIBUTE comes date;

-- hazard data-loss: column public.t.gone: the column and its values are lost
-- hazard rewrite: column public.t.a: its values are converted from integer to bigint
-- hazard may-fail: column public.t.a: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP COLUMN gone,
    ALTER COLUMN a TYPE bigint USING a::bigint,
    ADD COLUMN comes date;

-- hazard data-loss: column public.u.gone: the column and its values are lost
-- hazard rewrite: column public.u.a: its values are converted from integer to bigint
-- hazard may-fail: column public.u.a: a value that does not convert stops it
-- hazard long-lock: column public.u.b: all rows are read while everyone waits
-- hazard may-fail: column public.u.b: rows where it is null stop it
-- locks ACCESS EXCLUSIVE on public.u
ALTER TABLE public.u DROP COLUMN gone,
    ALTER COLUMN a TYPE bigint USING a::bigint,
    ALTER COLUMN b SET NOT NULL,
    ADD COLUMN comes date;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t OF public.c;

-- locks ACCESS EXCLUSIVE on public.u
ALTER TABLE public.u OF public.c;

-- backward

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t NOT OF;

-- locks ACCESS EXCLUSIVE on public.u
ALTER TABLE public.u NOT OF;

-- locks ACCESS EXCLUSIVE on public.c
ALTER TYPE public.c DROP ATTRIBUTE comes,
    ALTER ATTRIBUTE a TYPE integer,
    ADD ATTRIBUTE gone integer;

-- hazard data-loss: column public.t.comes: the column and its values are lost
-- hazard rewrite: column public.t.a: its values are converted from bigint to integer
-- hazard may-fail: column public.t.a: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP COLUMN comes,
    ALTER COLUMN a TYPE integer USING a::integer,
    ADD COLUMN gone integer;

-- hazard data-loss: column public.u.comes: the column and its values are lost
-- hazard rewrite: column public.u.a: its values are converted from bigint to integer
-- hazard may-fail: column public.u.a: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.u
ALTER TABLE public.u DROP COLUMN comes,
    ALTER COLUMN a TYPE integer USING a::integer,
    ALTER COLUMN b DROP NOT NULL,
    ADD COLUMN gone integer;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t OF public.c;

-- locks ACCESS EXCLUSIVE on public.u
ALTER TABLE public.u OF public.c;
