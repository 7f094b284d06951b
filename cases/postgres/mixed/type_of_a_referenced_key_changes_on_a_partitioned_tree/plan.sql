-- forward

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.b_1
ALTER TABLE public.b DROP CONSTRAINT b_a_fkey;

-- hazard rewrite: column public.a.id: its values are converted from integer to bigint
-- hazard may-fail: column public.a.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id TYPE bigint USING id::bigint;

-- hazard rewrite: column public.b.a: its values are converted from integer to bigint
-- hazard may-fail: column public.b.a: a value that does not convert stops it
-- hazard may-fail: foreign_key public.b.b_a_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.b_a_fkey: all rows are checked while writers of both tables wait
-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.b_1, SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a, SHARE ROW EXCLUSIVE on public.b_1
ALTER TABLE public.b ALTER COLUMN a TYPE bigint USING a::bigint,
    ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES public.a(id);

-- backward

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.b_1
ALTER TABLE public.b DROP CONSTRAINT b_a_fkey;

-- hazard rewrite: column public.a.id: its values are converted from bigint to integer
-- hazard may-fail: column public.a.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id TYPE integer USING id::integer;

-- hazard rewrite: column public.b.a: its values are converted from bigint to integer
-- hazard may-fail: column public.b.a: a value that does not convert stops it
-- hazard may-fail: foreign_key public.b.b_a_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.b_a_fkey: all rows are checked while writers of both tables wait
-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.b_1, SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a, SHARE ROW EXCLUSIVE on public.b_1
ALTER TABLE public.b ALTER COLUMN a TYPE integer USING a::integer,
    ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES public.a(id);
