-- forward

ALTER TYPE public.abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk RENAME TO abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvw__evenkeel_old;

CREATE TYPE public.abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk AS ENUM ('b', 'a');

-- hazard rewrite: column public.t.x: its values are converted from public.abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk to public.abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN x TYPE public.abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk USING x::text::public.abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk;

DROP TYPE public.abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvw__evenkeel_old;

-- backward

ALTER TYPE public.abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk RENAME TO abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvw__evenkeel_old;

CREATE TYPE public.abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk AS ENUM ('a', 'b');

-- hazard rewrite: column public.t.x: its values are converted from public.abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk to public.abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN x TYPE public.abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk USING x::text::public.abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk;

DROP TYPE public.abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvw__evenkeel_old;
