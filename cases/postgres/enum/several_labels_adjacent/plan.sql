-- forward

-- commit: what this adds can be used only after a commit
ALTER TYPE public.e ADD VALUE 'a' BEFORE 'd';

-- commit: what this adds can be used only after a commit
ALTER TYPE public.e ADD VALUE 'b' AFTER 'a';

-- commit: what this adds can be used only after a commit
ALTER TYPE public.e ADD VALUE 'c' AFTER 'b';

-- commit: what this adds can be used only after a commit
ALTER TYPE public.e ADD VALUE 'e' AFTER 'd';

-- commit: what this adds can be used only after a commit
ALTER TYPE public.e ADD VALUE 'f' AFTER 'e';

-- commit: what this adds can be used only after a commit
ALTER TYPE public.e ADD VALUE 'g' AFTER 'f';

-- commit: what this adds can be used only after a commit
ALTER TYPE public.e ADD VALUE 'i';

-- commit: what this adds can be used only after a commit
ALTER TYPE public.e ADD VALUE 'j';

-- backward

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('d', 'h');

-- hazard rewrite: column public.t.e: its values are converted from public.e to public.e
-- hazard may-fail: column public.t.e: rows that hold a, b, c, e, f, g, i, j do not fit the new type
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN e TYPE public.e USING e::text::public.e;

DROP TYPE public.e__evenkeel_old;
