-- forward

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_x;

-- hazard data-loss: column public.a.y: the column and its values are lost
-- hazard rewrite: column public.a.x: its values are converted from point to text
-- hazard may-fail: column public.a.x: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP COLUMN y,
    ALTER COLUMN x TYPE text USING x::text,
    ADD COLUMN y integer GENERATED ALWAYS AS ((id + 1)) STORED;

-- hazard long-lock: index public.a_x: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_x ON public.a USING btree (x);

-- backward

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_x;

-- hazard rewrite: column public.a.x: its values are converted from text to point
-- hazard may-fail: column public.a.x: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN x TYPE point USING x::point;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN y DROP EXPRESSION;

-- hazard long-lock: index public.a_x: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_x ON public.a USING gist (x);
