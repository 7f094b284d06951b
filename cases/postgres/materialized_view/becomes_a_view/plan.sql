-- forward

-- locks ACCESS EXCLUSIVE on public.above
DROP VIEW public.above;

-- locks ACCESS EXCLUSIVE on public.m
DROP MATERIALIZED VIEW public.m;

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

CREATE MATERIALIZED VIEW public.v AS
SELECT t.n
   FROM public.t;

-- locks SHARE on public.v
CREATE INDEX v_n ON public.v USING btree (n);

CREATE VIEW public.m AS
SELECT t.id
   FROM public.t;

CREATE VIEW public.above AS
SELECT m.id,
    v.n
   FROM public.m,
    public.v;

-- locks SHARE UPDATE EXCLUSIVE on public.m
COMMENT ON COLUMN public.m.id IS 'its id';

-- backward

-- locks ACCESS EXCLUSIVE on public.above
DROP VIEW public.above;

-- locks ACCESS EXCLUSIVE on public.v
DROP MATERIALIZED VIEW public.v;

-- locks ACCESS EXCLUSIVE on public.m
DROP VIEW public.m;

CREATE MATERIALIZED VIEW public.m AS
SELECT t.id
   FROM public.t;

-- locks SHARE on public.m
CREATE INDEX m_id ON public.m USING btree (id);

CREATE VIEW public.v AS
SELECT t.n
   FROM public.t;

CREATE VIEW public.above AS
SELECT m.id,
    v.n
   FROM public.m,
    public.v;

-- locks SHARE UPDATE EXCLUSIVE on public.m
COMMENT ON COLUMN public.m.id IS 'its id';
