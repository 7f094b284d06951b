-- forward

-- hazard rewrite: column public.t.x: its values are converted from public.e to text
-- hazard may-fail: check public.t.t_x_check: rows that break the constraint stop it
-- hazard long-lock: check public.t.t_x_check: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP CONSTRAINT t_x_check,
    ALTER COLUMN x DROP DEFAULT,
    ALTER COLUMN x TYPE text USING x::text,
    ALTER COLUMN x SET DEFAULT 'a'::text,
    ADD CONSTRAINT t_x_check CHECK ((x <> 'b'::text));

DROP TYPE public.e;

-- backward

CREATE TYPE public.e AS ENUM ('a', 'b');

-- hazard rewrite: column public.t.x: its values are converted from text to public.e
-- hazard may-fail: column public.t.x: a value that does not convert stops it
-- hazard may-fail: check public.t.t_x_check: rows that break the constraint stop it
-- hazard long-lock: check public.t.t_x_check: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP CONSTRAINT t_x_check,
    ALTER COLUMN x DROP DEFAULT,
    ALTER COLUMN x TYPE public.e USING x::public.e,
    ALTER COLUMN x SET DEFAULT 'a'::public.e,
    ADD CONSTRAINT t_x_check CHECK ((x <> 'b'::public.e));
