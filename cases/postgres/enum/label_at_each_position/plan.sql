-- forward

-- commit: what this adds can be used only after a commit
ALTER TYPE public.at_end ADD VALUE 'c';

-- commit: what this adds can be used only after a commit
ALTER TYPE public.at_start ADD VALUE 'a' BEFORE 'b';

-- commit: what this adds can be used only after a commit
ALTER TYPE public.from_none ADD VALUE 'a';

-- commit: what this adds can be used only after a commit
ALTER TYPE public.in_middle ADD VALUE 'b' AFTER 'a';

-- backward

ALTER TYPE public.at_end RENAME TO at_end__evenkeel_old;

CREATE TYPE public.at_end AS ENUM ('a', 'b');

-- hazard rewrite: column public.t.c: its values are converted from public.at_end to public.at_end
-- hazard may-fail: column public.t.c: rows that hold c do not fit the new type
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN c TYPE public.at_end USING c::text::public.at_end;

DROP TYPE public.at_end__evenkeel_old;

ALTER TYPE public.at_start RENAME TO at_start__evenkeel_old;

CREATE TYPE public.at_start AS ENUM ('b', 'c');

-- hazard rewrite: column public.t.a: its values are converted from public.at_start to public.at_start
-- hazard may-fail: column public.t.a: rows that hold a do not fit the new type
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN a TYPE public.at_start USING a::text::public.at_start;

DROP TYPE public.at_start__evenkeel_old;

ALTER TYPE public.from_none RENAME TO from_none__evenkeel_old;

CREATE TYPE public.from_none AS ENUM ();

-- hazard rewrite: column public.t.d: its values are converted from public.from_none to public.from_none
-- hazard may-fail: column public.t.d: rows that hold a do not fit the new type
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN d TYPE public.from_none USING d::text::public.from_none;

DROP TYPE public.from_none__evenkeel_old;

ALTER TYPE public.in_middle RENAME TO in_middle__evenkeel_old;

CREATE TYPE public.in_middle AS ENUM ('a', 'c');

-- hazard rewrite: column public.t.b: its values are converted from public.in_middle to public.in_middle
-- hazard may-fail: column public.t.b: rows that hold b do not fit the new type
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN b TYPE public.in_middle USING b::text::public.in_middle;

DROP TYPE public.in_middle__evenkeel_old;
