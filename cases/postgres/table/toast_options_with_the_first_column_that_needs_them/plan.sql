-- forward

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t SET (fillfactor='80'),
    ADD COLUMN x text;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t SET (toast.autovacuum_enabled='false');

-- hazard rewrite: column public.u.id: its values are converted from integer to text
-- hazard may-fail: column public.u.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.u
ALTER TABLE public.u ALTER COLUMN id TYPE text USING id::text;

-- locks ACCESS EXCLUSIVE on public.u
ALTER TABLE public.u SET (toast.autovacuum_enabled='false', toast.vacuum_truncate='false');

-- locks ACCESS EXCLUSIVE on public.w
ALTER TABLE public.w ADD COLUMN n text;

-- locks ACCESS EXCLUSIVE on public.w
ALTER TABLE public.w RESET (toast.autovacuum_enabled);

-- locks ACCESS EXCLUSIVE on public.w
ALTER TABLE public.w SET (toast.vacuum_truncate='false');

-- backward

-- hazard data-loss: column public.t.x: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP COLUMN x,
    SET (fillfactor='90');

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t RESET (toast.autovacuum_enabled);

-- hazard rewrite: column public.u.id: its values are converted from text to integer
-- hazard may-fail: column public.u.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.u
ALTER TABLE public.u ALTER COLUMN id TYPE integer USING id::integer;

-- locks ACCESS EXCLUSIVE on public.u
ALTER TABLE public.u RESET (toast.autovacuum_enabled, toast.vacuum_truncate);

-- hazard data-loss: column public.w.n: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.w
ALTER TABLE public.w DROP COLUMN n;

-- locks ACCESS EXCLUSIVE on public.w
ALTER TABLE public.w RESET (toast.vacuum_truncate);

-- locks ACCESS EXCLUSIVE on public.w
ALTER TABLE public.w SET (toast.autovacuum_enabled='false');
