-- forward

-- commit: what this adds can be used only after a commit
ALTER TYPE public.e ADD VALUE 'b';

-- hazard may-fail: check public.t.t_check: rows that break the constraint stop it
-- hazard long-lock: check public.t.t_check: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e SET DEFAULT 'b'::public.e,
    ADD CONSTRAINT t_check CHECK (((e <> 'b'::public.e) OR (id > 0)));

-- hazard long-lock: index public.t_e: writers wait while it is built
-- locks SHARE on public.t
CREATE INDEX t_e ON public.t USING btree (id) WHERE (e = 'b'::public.e);

-- backward

-- locks ACCESS EXCLUSIVE on public.t
DROP INDEX public.t_e;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP CONSTRAINT t_check,
    ALTER COLUMN e DROP DEFAULT;

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('a');

-- hazard rewrite: column public.t.e: its values are converted from public.e to public.e
-- hazard may-fail: column public.t.e: rows that hold b do not fit the new type
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e TYPE public.e USING e::text::public.e;

DROP TYPE public.e__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e SET DEFAULT 'a'::public.e;
