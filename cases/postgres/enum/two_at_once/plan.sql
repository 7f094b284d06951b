-- forward

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP CONSTRAINT both_of,
    ALTER COLUMN e DROP DEFAULT;

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('b', 'a');

-- hazard rewrite: column public.t.e: its values are converted from public.e to public.e
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e TYPE public.e USING e::text::public.e;

DROP TYPE public.e__evenkeel_old;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN f DROP DEFAULT;

ALTER TYPE public.f RENAME TO f__evenkeel_old;

CREATE TYPE public.f AS ENUM ('x');

-- hazard rewrite: column public.t.f: its values are converted from public.f to public.f
-- hazard may-fail: column public.t.f: rows that hold y do not fit the new type
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN f TYPE public.f USING f::text::public.f;

DROP TYPE public.f__evenkeel_old;

-- hazard may-fail: check public.t.both_of: rows that break the constraint stop it
-- hazard long-lock: check public.t.both_of: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e SET DEFAULT 'a'::public.e,
    ALTER COLUMN f SET DEFAULT 'x'::public.f,
    ADD CONSTRAINT both_of CHECK (((e = 'a'::public.e) OR (f = 'x'::public.f)));

-- backward

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP CONSTRAINT both_of;

-- commit: what this adds can be used only after a commit
ALTER TYPE public.f ADD VALUE 'y';

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e DROP DEFAULT;

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('a', 'b');

-- hazard rewrite: column public.t.e: its values are converted from public.e to public.e
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e TYPE public.e USING e::text::public.e;

DROP TYPE public.e__evenkeel_old;

-- hazard may-fail: check public.t.both_of: rows that break the constraint stop it
-- hazard long-lock: check public.t.both_of: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e SET DEFAULT 'a'::public.e,
    ADD CONSTRAINT both_of CHECK (((e = 'a'::public.e) OR (f = 'x'::public.f)));
