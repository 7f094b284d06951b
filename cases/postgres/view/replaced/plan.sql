-- forward

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ADD COLUMN d integer;

-- locks ACCESS EXCLUSIVE on public.defaults
ALTER VIEW public.defaults ALTER COLUMN a SET DEFAULT 7;

-- locks ACCESS EXCLUSIVE on public.defaults
ALTER VIEW public.defaults ALTER COLUMN b DROP DEFAULT;

-- locks ACCESS EXCLUSIVE on public.loses_its_table
CREATE OR REPLACE VIEW public.loses_its_table AS
SELECT t.a
   FROM public.t
  WHERE (t.d > 0);

-- hazard data-loss: column public.t.c: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP COLUMN c;

-- locks ACCESS EXCLUSIVE on public.options
ALTER VIEW public.options RESET (security_invoker);

-- locks ACCESS EXCLUSIVE on public.options
ALTER VIEW public.options SET (security_barrier='true', check_option='cascaded');

-- locks ACCESS EXCLUSIVE on public.v
CREATE OR REPLACE VIEW public.v WITH (security_invoker='true') AS
SELECT t.a,
    t.b,
    t.d
   FROM public.t
  WHERE (t.a > 0);

-- backward

-- locks ACCESS EXCLUSIVE on public.above
DROP VIEW public.above;

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ADD COLUMN c integer;

-- locks ACCESS EXCLUSIVE on public.defaults
ALTER VIEW public.defaults ALTER COLUMN a SET DEFAULT public.f();

-- locks ACCESS EXCLUSIVE on public.defaults
ALTER VIEW public.defaults ALTER COLUMN b SET DEFAULT 'x'::text;

-- locks ACCESS EXCLUSIVE on public.loses_its_table
CREATE OR REPLACE VIEW public.loses_its_table AS
SELECT t.a
   FROM public.t
  WHERE (t.c > 0);

-- hazard data-loss: column public.t.d: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP COLUMN d;

-- locks ACCESS EXCLUSIVE on public.options
ALTER VIEW public.options RESET (security_barrier);

-- locks ACCESS EXCLUSIVE on public.options
ALTER VIEW public.options SET (security_invoker='true', check_option='local');

CREATE VIEW public.v WITH (security_barrier='true') AS
SELECT t.a,
    t.b
   FROM public.t;

CREATE VIEW public.above AS
SELECT v.a
   FROM public.v;

-- locks SHARE UPDATE EXCLUSIVE on public.v
COMMENT ON VIEW public.v IS 'stays';

-- locks SHARE UPDATE EXCLUSIVE on public.v
COMMENT ON COLUMN public.v.b IS 'stays';
