-- forward

-- hazard rewrite: column public.t.f: its values are converted from public.e to text
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN f TYPE text USING f::text;

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('b', 'a');

-- hazard rewrite: column public.t.e: its values are converted from public.e[] to public.e
-- hazard may-fail: column public.t.e: no cast leads from public.e[] to public.e, so a value stops it that does not read as the other; say how with `-- evenkeel: using <expression>` above column e
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e TYPE public.e USING e::text::public.e;

DROP TYPE public.e__evenkeel_old;

-- backward

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('a', 'b');

-- hazard rewrite: column public.t.e: its values are converted from public.e to public.e[]
-- hazard may-fail: column public.t.e: no cast leads from public.e to public.e[], so a value stops it that does not read as the other; say how with `-- evenkeel: using <expression>` above column e
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e TYPE public.e[] USING e::text::public.e[];

DROP TYPE public.e__evenkeel_old;

-- hazard rewrite: column public.t.f: its values are converted from text to public.e
-- hazard may-fail: column public.t.f: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN f TYPE public.e USING f::public.e;
