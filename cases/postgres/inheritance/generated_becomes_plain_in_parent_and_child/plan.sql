-- forward

-- locks ACCESS EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.c, ACCESS EXCLUSIVE on public.free
ALTER TABLE public.p ALTER COLUMN n DROP EXPRESSION;

-- hazard rewrite: column public.p.n: its values are converted from integer to character varying(10)
-- hazard may-fail: column public.p.n: a value that does not convert stops it
-- hazard long-lock: column public.p.n: all rows are read while everyone waits
-- hazard may-fail: column public.p.n: rows where it is null stop it
-- locks ACCESS EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.c, ACCESS EXCLUSIVE on public.free
ALTER TABLE public.p ALTER COLUMN n TYPE character varying(10) USING n::character varying(10),
    ALTER COLUMN n SET NOT NULL;

-- locks ACCESS EXCLUSIVE on public.free
ALTER TABLE public.free ALTER COLUMN n DROP EXPRESSION;

-- hazard rewrite: column public.free.n: its values are converted from integer to character varying(10)
-- hazard may-fail: column public.free.n: a value that does not convert stops it
-- hazard long-lock: column public.free.n: all rows are read while everyone waits
-- hazard may-fail: column public.free.n: rows where it is null stop it
-- locks ACCESS EXCLUSIVE on public.free
ALTER TABLE public.free ALTER COLUMN n TYPE character varying(10) USING n::character varying(10),
    ALTER COLUMN n SET NOT NULL;

-- locks ACCESS EXCLUSIVE on public.q, ACCESS EXCLUSIVE on public.q1
ALTER TABLE public.q ALTER COLUMN n DROP EXPRESSION;

-- locks ACCESS EXCLUSIVE on public.free, SHARE UPDATE EXCLUSIVE on public.p
ALTER TABLE public.free INHERIT public.p;

-- backward

-- locks ACCESS EXCLUSIVE on public.free, SHARE UPDATE EXCLUSIVE on public.p
ALTER TABLE public.free NO INHERIT public.p;

-- hazard data-loss: column public.free.n: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.free
ALTER TABLE public.free DROP COLUMN n,
    ADD COLUMN n integer GENERATED ALWAYS AS ((id + 1)) STORED;

-- hazard data-loss: column public.p.n: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.c, ACCESS EXCLUSIVE on public.free
ALTER TABLE public.p DROP COLUMN n,
    ADD COLUMN n integer GENERATED ALWAYS AS ((id + 1)) STORED;

-- hazard data-loss: column public.q.n: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.q, ACCESS EXCLUSIVE on public.q1
ALTER TABLE public.q DROP COLUMN n,
    ADD COLUMN n integer GENERATED ALWAYS AS ((id + 1)) STORED;
