-- forward

-- locks ACCESS EXCLUSIVE on public.t
DROP RULE goes ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
CREATE OR REPLACE RULE changes AS
    ON INSERT TO public.t DO  INSERT INTO public.log (id, what)
  VALUES (new.id, 'in'::text);

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ENABLE RULE changes;

-- hazard data-loss: column public.log.extra: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.log
ALTER TABLE public.log DROP COLUMN extra;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ENABLE REPLICA RULE disabled;

-- locks ACCESS EXCLUSIVE on public.v
CREATE RULE "Odd ""rule" AS
    ON UPDATE TO public.v DO INSTEAD  UPDATE public.t SET n = new.n
  WHERE (t.id = old.id);

-- locks ACCESS EXCLUSIVE on public.v
CREATE OR REPLACE RULE on_view AS
    ON INSERT TO public.v DO INSTEAD  INSERT INTO public.t (id, n)
  VALUES (new.id, new.n)
  RETURNING t.id,
    t.n;

-- backward

-- locks ACCESS EXCLUSIVE on public.v
DROP RULE "Odd ""rule" ON public.v;

-- locks ACCESS EXCLUSIVE on public.log
ALTER TABLE public.log ADD COLUMN extra integer;

-- locks ACCESS EXCLUSIVE on public.t
CREATE OR REPLACE RULE changes AS
    ON INSERT TO public.t DO  INSERT INTO public.log (id, what, extra)
  VALUES (new.id, 'it''s in'::text, 1);

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ENABLE ALWAYS RULE changes,
    DISABLE RULE disabled;

-- locks ACCESS EXCLUSIVE on public.t
CREATE RULE goes AS
    ON DELETE TO public.t DO INSTEAD NOTHING;

-- locks ACCESS EXCLUSIVE on public.v
CREATE OR REPLACE RULE on_view AS
    ON INSERT TO public.v DO INSTEAD  INSERT INTO public.t (id, n)
  VALUES (new.id, new.n);
