-- forward

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a
ALTER TABLE public.b DROP CONSTRAINT b_e_fkey;

ALTER TYPE public.e RENAME TO e__evenkeel_old;

CREATE TYPE public.e AS ENUM ('a');

-- hazard rewrite: column public.a.e: its values are converted from public.e to public.e
-- hazard may-fail: column public.a.e: rows that hold b do not fit the new type
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN e TYPE public.e USING e::text::public.e;

-- hazard rewrite: column public.b.e: its values are converted from public.e to public.e
-- hazard may-fail: column public.b.e: rows that hold b do not fit the new type
-- locks ACCESS EXCLUSIVE on public.b
ALTER TABLE public.b ALTER COLUMN e TYPE public.e USING e::text::public.e;

DROP TYPE public.e__evenkeel_old;

-- hazard may-fail: foreign_key public.b.b_e_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.b_e_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.b ADD CONSTRAINT b_e_fkey FOREIGN KEY (e) REFERENCES public.a(e);

-- backward

-- commit: what this adds can be used only after a commit
ALTER TYPE public.e ADD VALUE 'b';
