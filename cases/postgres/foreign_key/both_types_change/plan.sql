-- forward

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a
ALTER TABLE public.b DROP CONSTRAINT b_a_fkey;

-- locks ACCESS EXCLUSIVE on public.c, ACCESS EXCLUSIVE on public.a
ALTER TABLE public.c DROP CONSTRAINT c_a_fkey;

-- hazard rewrite: column public.a.id: its values are converted from integer to text
-- hazard may-fail: column public.a.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id TYPE text USING id::text;

-- hazard rewrite: column public.b.a: its values are converted from integer to text
-- hazard may-fail: column public.b.a: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.b
ALTER TABLE public.b ALTER COLUMN a TYPE text USING a::text;

-- hazard rewrite: column public.c.a: its values are converted from integer to text
-- hazard may-fail: column public.c.a: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.c
ALTER TABLE public.c ALTER COLUMN a TYPE text USING a::text;

-- hazard may-fail: foreign_key public.b.b_a_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.b_a_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.b ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES public.a(id);

-- backward

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a
ALTER TABLE public.b DROP CONSTRAINT b_a_fkey;

-- hazard rewrite: column public.a.id: its values are converted from text to integer
-- hazard may-fail: column public.a.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id TYPE integer USING id::integer;

-- hazard rewrite: column public.b.a: its values are converted from text to integer
-- hazard may-fail: column public.b.a: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.b
ALTER TABLE public.b ALTER COLUMN a TYPE integer USING a::integer;

-- hazard rewrite: column public.c.a: its values are converted from text to integer
-- hazard may-fail: column public.c.a: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.c
ALTER TABLE public.c ALTER COLUMN a TYPE integer USING a::integer;

-- hazard may-fail: foreign_key public.b.b_a_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.b_a_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.b ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES public.a(id);

-- hazard may-fail: foreign_key public.c.c_a_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.c.c_a_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.c, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.c ADD CONSTRAINT c_a_fkey FOREIGN KEY (a) REFERENCES public.a(id);
