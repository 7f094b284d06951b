-- forward

-- hazard rewrite: column public.a.id: its values are converted from integer to bigint
-- hazard may-fail: column public.a.id: a value that does not convert stops it
-- hazard rewrite: column public.a.next: its values are converted from integer to bigint
-- hazard may-fail: column public.a.next: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN next TYPE bigint USING next::bigint;

-- hazard rewrite: column public.b.id: its values are converted from integer to bigint
-- hazard may-fail: column public.b.id: a value that does not convert stops it
-- hazard rewrite: column public.b.next: its values are converted from integer to bigint
-- hazard may-fail: column public.b.next: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.b
ALTER TABLE public.b ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN next TYPE bigint USING next::bigint;

-- hazard rewrite: column public.c.id: its values are converted from integer to bigint
-- hazard may-fail: column public.c.id: a value that does not convert stops it
-- hazard rewrite: column public.c.next: its values are converted from integer to bigint
-- hazard may-fail: column public.c.next: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.c
ALTER TABLE public.c ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN next TYPE bigint USING next::bigint;

-- hazard may-fail: foreign_key public.a.a_next: rows without a partner stop it
-- hazard long-lock: foreign_key public.a.a_next: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.a, SHARE ROW EXCLUSIVE on public.b
ALTER TABLE public.a ADD CONSTRAINT a_next FOREIGN KEY (next) REFERENCES public.b(id);

-- hazard may-fail: foreign_key public.b.b_next: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.b_next: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.c
ALTER TABLE public.b ADD CONSTRAINT b_next FOREIGN KEY (next) REFERENCES public.c(id);

-- hazard may-fail: foreign_key public.c.c_next: rows without a partner stop it
-- hazard long-lock: foreign_key public.c.c_next: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.c, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.c ADD CONSTRAINT c_next FOREIGN KEY (next) REFERENCES public.a(id);

-- backward

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.b
ALTER TABLE public.a DROP CONSTRAINT a_next;

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.c
ALTER TABLE public.b DROP CONSTRAINT b_next;

-- locks ACCESS EXCLUSIVE on public.c, ACCESS EXCLUSIVE on public.a
ALTER TABLE public.c DROP CONSTRAINT c_next;

-- hazard rewrite: column public.a.id: its values are converted from bigint to integer
-- hazard may-fail: column public.a.id: a value that does not convert stops it
-- hazard rewrite: column public.a.next: its values are converted from bigint to integer
-- hazard may-fail: column public.a.next: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id TYPE integer USING id::integer,
    ALTER COLUMN next TYPE integer USING next::integer;

-- hazard rewrite: column public.b.id: its values are converted from bigint to integer
-- hazard may-fail: column public.b.id: a value that does not convert stops it
-- hazard rewrite: column public.b.next: its values are converted from bigint to integer
-- hazard may-fail: column public.b.next: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.b
ALTER TABLE public.b ALTER COLUMN id TYPE integer USING id::integer,
    ALTER COLUMN next TYPE integer USING next::integer;

-- hazard rewrite: column public.c.id: its values are converted from bigint to integer
-- hazard may-fail: column public.c.id: a value that does not convert stops it
-- hazard rewrite: column public.c.next: its values are converted from bigint to integer
-- hazard may-fail: column public.c.next: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.c
ALTER TABLE public.c ALTER COLUMN id TYPE integer USING id::integer,
    ALTER COLUMN next TYPE integer USING next::integer;
