-- forward

-- locks ACCESS EXCLUSIVE on public.t
DROP RULE logs ON public.t;

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

-- hazard rewrite: column public.log.n: its values are converted from integer to bigint
-- hazard may-fail: column public.log.n: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.log
ALTER TABLE public.log ALTER COLUMN n TYPE bigint USING n::bigint;

-- hazard rewrite: column public.t.n: its values are converted from integer to bigint
-- hazard may-fail: column public.t.n: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN n TYPE bigint USING n::bigint;

CREATE VIEW public.v AS
SELECT t.id,
    t.n
   FROM public.t;

-- locks ACCESS EXCLUSIVE on public.t
CREATE RULE logs AS
    ON INSERT TO public.t DO  INSERT INTO public.log (id, n)
  VALUES (new.id, new.n);

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ENABLE ALWAYS RULE logs;

-- locks ACCESS EXCLUSIVE on public.v
CREATE RULE on_view AS
    ON INSERT TO public.v DO INSTEAD  INSERT INTO public.t (id, n)
  VALUES (new.id, new.n);

COMMENT ON RULE logs ON public.t IS 'logs';

COMMENT ON RULE on_view ON public.v IS 'on a view';

-- backward

-- locks ACCESS EXCLUSIVE on public.t
DROP RULE logs ON public.t;

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

-- hazard rewrite: column public.log.n: its values are converted from bigint to integer
-- hazard may-fail: column public.log.n: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.log
ALTER TABLE public.log ALTER COLUMN n TYPE integer USING n::integer;

-- hazard rewrite: column public.t.n: its values are converted from bigint to integer
-- hazard may-fail: column public.t.n: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN n TYPE integer USING n::integer;

CREATE VIEW public.v AS
SELECT t.id,
    t.n
   FROM public.t;

-- locks ACCESS EXCLUSIVE on public.t
CREATE RULE logs AS
    ON INSERT TO public.t DO  INSERT INTO public.log (id, n)
  VALUES (new.id, new.n);

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ENABLE ALWAYS RULE logs;

-- locks ACCESS EXCLUSIVE on public.v
CREATE RULE on_view AS
    ON INSERT TO public.v DO INSTEAD  INSERT INTO public.t (id, n)
  VALUES (new.id, new.n);

COMMENT ON RULE logs ON public.t IS 'logs';

COMMENT ON RULE on_view ON public.v IS 'on a view';
