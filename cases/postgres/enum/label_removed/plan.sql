-- forward

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('a', 'c');

-- hazard rewrite: column public.t.e: its values are converted from public.e to public.e
-- hazard may-fail: column public.t.e: rows that hold b do not fit the new type
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e TYPE public.e USING e::text::public.e;

DROP TYPE public.e__evenkeel_old;

-- backward

-- commit: what this adds can be used only after a commit
ALTER TYPE public.e ADD VALUE 'b' AFTER 'a';
