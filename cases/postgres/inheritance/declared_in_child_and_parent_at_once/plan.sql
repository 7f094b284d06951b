-- forward

-- locks ACCESS EXCLUSIVE on public.c, ACCESS EXCLUSIVE on public.g
ALTER TABLE public.c ADD COLUMN n integer DEFAULT 5 NOT NULL;

-- hazard may-fail: column public.d.w: rows that exist have no value for it
-- locks ACCESS EXCLUSIVE on public.d
ALTER TABLE public.d ADD COLUMN n integer,
    ADD COLUMN w integer NOT NULL;

-- hazard may-fail: check public.g.k: rows that break the constraint stop it
-- hazard long-lock: check public.g.k: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.g
ALTER TABLE public.g ADD COLUMN m text DEFAULT 'm'::text,
    ADD CONSTRAINT k CHECK ((n > 0));

-- hazard may-fail: check public.c.k: rows that break the constraint stop it
-- hazard long-lock: check public.c.k: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.c, ACCESS EXCLUSIVE on public.g
ALTER TABLE public.c ADD CONSTRAINT k CHECK ((n > 0));

-- hazard may-fail: check public.p.k: rows that break the constraint stop it
-- hazard long-lock: check public.p.k: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.c, ACCESS EXCLUSIVE on public.d, ACCESS EXCLUSIVE on public.g
ALTER TABLE public.p ADD COLUMN n integer,
    ADD COLUMN m text DEFAULT 'm'::text,
    ADD COLUMN v integer GENERATED ALWAYS AS ((id + 1)) STORED,
    ADD CONSTRAINT k CHECK ((n > 0));

-- hazard may-fail: column public.q.w: rows that exist have no value for it
-- locks ACCESS EXCLUSIVE on public.q, ACCESS EXCLUSIVE on public.d
ALTER TABLE public.q ADD COLUMN n integer,
    ADD COLUMN w integer NOT NULL;

-- backward

-- hazard data-loss: column public.p.n: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.c, ACCESS EXCLUSIVE on public.d, ACCESS EXCLUSIVE on public.g
ALTER TABLE public.p DROP COLUMN n;

-- hazard data-loss: column public.c.n: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.c, ACCESS EXCLUSIVE on public.g
ALTER TABLE public.c DROP COLUMN n;

-- hazard data-loss: column public.p.m: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.c, ACCESS EXCLUSIVE on public.d, ACCESS EXCLUSIVE on public.g
ALTER TABLE public.p DROP COLUMN m;

-- hazard data-loss: column public.g.m: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.g
ALTER TABLE public.g DROP COLUMN m;

-- locks ACCESS EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.c, ACCESS EXCLUSIVE on public.d, ACCESS EXCLUSIVE on public.g
ALTER TABLE public.p DROP COLUMN v;

-- hazard data-loss: column public.q.n: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.q, ACCESS EXCLUSIVE on public.d
ALTER TABLE public.q DROP COLUMN n;

-- hazard data-loss: column public.d.n: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.d
ALTER TABLE public.d DROP COLUMN n;

-- hazard data-loss: column public.q.w: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.q, ACCESS EXCLUSIVE on public.d
ALTER TABLE public.q DROP COLUMN w;

-- hazard data-loss: column public.d.w: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.d
ALTER TABLE public.d DROP COLUMN w;
