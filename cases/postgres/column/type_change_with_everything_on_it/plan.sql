-- forward

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.other
ALTER TABLE public.a DROP CONSTRAINT a_b_fkey;

-- locks ACCESS EXCLUSIVE on public.referring, ACCESS EXCLUSIVE on public.a
ALTER TABLE public.referring DROP CONSTRAINT referring_b_fkey;

-- hazard rewrite: column public.a.b: its values are converted from integer to bigint
-- hazard may-fail: column public.a.b: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN b DROP DEFAULT,
    DROP COLUMN c,
    ALTER COLUMN b TYPE bigint USING b::bigint,
    ADD COLUMN c bigint GENERATED ALWAYS AS ((b * 2)) STORED,
    ALTER COLUMN b SET DEFAULT 1;

-- hazard rewrite: column public.other.id: its values are converted from integer to bigint
-- hazard may-fail: column public.other.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.other
ALTER TABLE public.other ALTER COLUMN id TYPE bigint USING id::bigint;

-- hazard rewrite: column public.referring.b: its values are converted from integer to bigint
-- hazard may-fail: column public.referring.b: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.referring
ALTER TABLE public.referring ALTER COLUMN b TYPE bigint USING b::bigint;

-- hazard may-fail: foreign_key public.a.a_b_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.a.a_b_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.a, SHARE ROW EXCLUSIVE on public.other
ALTER TABLE public.a ADD CONSTRAINT a_b_fkey FOREIGN KEY (b) REFERENCES public.other(id);

-- hazard may-fail: foreign_key public.referring.referring_b_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.referring.referring_b_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.referring, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.referring ADD CONSTRAINT referring_b_fkey FOREIGN KEY (b) REFERENCES public.a(b);

-- backward

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.other
ALTER TABLE public.a DROP CONSTRAINT a_b_fkey;

-- locks ACCESS EXCLUSIVE on public.referring, ACCESS EXCLUSIVE on public.a
ALTER TABLE public.referring DROP CONSTRAINT referring_b_fkey;

-- hazard rewrite: column public.a.b: its values are converted from bigint to integer
-- hazard may-fail: column public.a.b: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN b DROP DEFAULT,
    DROP COLUMN c,
    ALTER COLUMN b TYPE integer USING b::integer,
    ADD COLUMN c integer GENERATED ALWAYS AS ((b * 2)) STORED,
    ALTER COLUMN b SET DEFAULT 1;

-- hazard rewrite: column public.other.id: its values are converted from bigint to integer
-- hazard may-fail: column public.other.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.other
ALTER TABLE public.other ALTER COLUMN id TYPE integer USING id::integer;

-- hazard rewrite: column public.referring.b: its values are converted from bigint to integer
-- hazard may-fail: column public.referring.b: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.referring
ALTER TABLE public.referring ALTER COLUMN b TYPE integer USING b::integer;

-- hazard may-fail: foreign_key public.a.a_b_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.a.a_b_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.a, SHARE ROW EXCLUSIVE on public.other
ALTER TABLE public.a ADD CONSTRAINT a_b_fkey FOREIGN KEY (b) REFERENCES public.other(id);

-- hazard may-fail: foreign_key public.referring.referring_b_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.referring.referring_b_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.referring, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.referring ADD CONSTRAINT referring_b_fkey FOREIGN KEY (b) REFERENCES public.a(b);
